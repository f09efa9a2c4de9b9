/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a fresh {@link FaultServer} and a fresh {@link VirtualTime} to each test method that asks
 * for them, and closes the server after the test.
 *
 * <pre>{@code
 * @ExtendWith(FaultServerExtension.class)
 * class ReportClientTest {
 *
 *   @Test
 *   void retriesWhenTheServerIsBusy(FaultServer server, VirtualTime time) {
 *     server.enqueue(Step.respond(503), Step.respond(200));
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>A test and its {@code @BeforeEach} and {@code @AfterEach} methods get the same objects; if a
 * {@code @BeforeAll} method asks for them, so do all tests of the class, until its last one. And
 * the time stands still at {@link VirtualTime#EPOCH}. With {@code @RegisterExtension} the server or
 * the time can be another: {@code new FaultServerExtension(VirtualTime::flowing)}.
 */
public final class FaultServerExtension implements ParameterResolver {

  private static final Namespace OURS = Namespace.create(FaultServerExtension.class);

  private final Supplier<VirtualTime> clocks;

  /** Time stands still. */
  public FaultServerExtension() {
    this(VirtualTime::create);
  }

  /** The supplier makes each test's time. */
  public FaultServerExtension(Supplier<VirtualTime> clocks) {
    this.clocks = clocks;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return parameter.getDeclaringExecutable() instanceof Method
        && (type == FaultServer.class || type == VirtualTime.class);
  }

  /** JUnit closes the server when the context ends: it is an {@link AutoCloseable} in its store. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(OURS);
    VirtualTime time =
        store.computeIfAbsent(VirtualTime.class, key -> clocks.get(), VirtualTime.class);
    return parameter.getParameter().getType() == VirtualTime.class
        ? time
        : store.computeIfAbsent(
            FaultServer.class, key -> FaultServer.builder().time(time).start(), FaultServer.class);
  }
}
