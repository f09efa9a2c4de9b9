/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
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
 *
 * <p>Works with JUnit 5.12 and later, and with JUnit 6.
 */
public final class FaultServerExtension
    implements ParameterResolver, AfterEachCallback, AfterAllCallback {

  private static final Namespace OURS = Namespace.create(FaultServerExtension.class);

  private final Supplier<VirtualTime> clocks;

  /** Creates an extension whose time stands still. */
  public FaultServerExtension() {
    this(VirtualTime::create);
  }

  /** Creates an extension with another time for each test, made by the supplier. */
  public FaultServerExtension(Supplier<VirtualTime> clocks) {
    this.clocks = clocks;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return parameter.getDeclaringExecutable() instanceof Method
        && (type == FaultServer.class || type == VirtualTime.class);
  }

  /** Resolves a parameter. If the class has its objects already, its tests use the same ones. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(OURS);
    VirtualTime time = kept(store, VirtualTime.class, clocks);
    return parameter.getParameter().getType() == VirtualTime.class
        ? time
        : kept(store, FaultServer.class, () -> FaultServer.builder().time(time).start());
  }

  /**
   * Returns the stored object, or makes and stores one. JUnit 6 has one method for this and JUnit
   * 5.12 another; both have the two used here.
   */
  private static <T> T kept(ExtensionContext.Store store, Class<T> type, Supplier<T> maker) {
    T there = store.get(type, type);
    if (there != null) {
      return there;
    }
    T made = maker.get();
    store.put(type, made);
    return made;
  }

  /** Closes the server of the test. JUnit before 5.13 does not close it by itself. */
  @Override
  public void afterEach(ExtensionContext context) {
    closeServer(context);
  }

  /** Closes the server that the tests of the class shared, if there is one. */
  @Override
  public void afterAll(ExtensionContext context) {
    closeServer(context);
  }

  private static void closeServer(ExtensionContext context) {
    // Removes it from this context only, not from the contexts around it.
    FaultServer server = context.getStore(OURS).remove(FaultServer.class, FaultServer.class);
    if (server != null) {
      server.close();
    }
  }
}
