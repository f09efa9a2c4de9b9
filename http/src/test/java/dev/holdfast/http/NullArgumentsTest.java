/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.Attributes;
import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.listen.Progress;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.FormBody;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.MultipartBody;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.SocketOptions;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused at once, by name, wherever the public API takes a reference. */
@Tag("U10")
class NullArgumentsTest {

  /** What is handed to callers, never taken from them. */
  private static final Set<Class<?>> RESULTS =
      Set.of(Attempt.class, Attempt.Result.class, PhaseTimings.class);

  private static final MockedSession MOCKED = new MockedSession();

  private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
      entry(Session.class, MOCKED.session()),
      entry(SessionBuilder.class, Session.builder()),
      entry(Request.class, Request.get("http://h/")),
      entry(Response.class, response()),
      entry(Retry.class, Retry.defaults()),
      entry(RetryBuilder.class, Retry.builder()),
      entry(Timeouts.class, Timeouts.defaults()),
      entry(Settings.class, new Settings(Timeouts.defaults(), Retry.defaults())),
      entry(IdempotencyKey.class, IdempotencyKey.auto()),
      entry(TypeRef.class, new TypeRef<List<String>>() {}),
      entry(Headers.class, Headers.empty().plus("X", "y")),
      entry(Url.class, Url.parse("http://h/")),
      entry(Body.class, Body.none()),
      entry(FormBody.class, Body.form()),
      entry(MultipartBody.class, Body.multipart()),
      entry(Progress.Direction.class, Progress.Direction.SENDING),
      entry(MockTransport.class, MOCKED.transport),
      entry(AddressGuard.class, AddressGuard.none()),
      entry(HttpVersion.class, HttpVersion.HTTP_1_1),
      entry(Transport.class, MOCKED.transport),
      entry(Executor.class, (Executor) Runnable::run),
      entry(Runnable.class, (Runnable) () -> {}),
      entry(
          TransportException.class,
          TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "x", null)),
      entry(FailureKind.class, FailureKind.READ_TIMEOUT),
      entry(Sent.class, Sent.MAYBE),
      entry(Duration.class, Duration.ofSeconds(1)),
      entry(Path.class, Path.of("x")),
      entry(Class.class, String.class),
      entry(Object.class, "x"),
      entry(String.class, "http://h/"),
      entry(String[].class, new String[] {"GET"}),
      entry(int[].class, new int[] {500}),
      entry(byte[].class, new byte[1]),
      entry(java.io.InputStream.class, new ByteArrayInputStream(new byte[1])),
      entry(List.class, List.of()),
      entry(Optional.class, Optional.empty()),
      entry(Proxy.class, Proxy.none()),
      entry(Route.class, Route.direct()),
      entry(SocketOptions.class, SocketOptions.defaults()),
      entry(
          TransportRequest.class,
          new TransportRequest("GET", Url.parse("http://h/"), Headers.empty(), Body.none())),
      entry(AttemptLimits.class, AttemptLimits.none()),
      entry(AttemptListener.class, AttemptListener.none()),
      entry(AttributeKey.class, AttributeKey.CLIENT_NAME),
      entry(Attributes.class, Attributes.none()),
      entry(Hooks.class, Hooks.none()),
      entry(UrlTemplate.class, UrlTemplate.of("/orders")),
      entry(Object[].class, new Object[0]),
      entry(Map.class, Map.of()));

  record Case(Executable executable, Object receiver, int index) {

    Parameter parameter() {
      return executable.getParameters()[index];
    }

    @Nullable Throwable outcome() {
      @Nullable Object[] arguments = new @Nullable Object[executable.getParameterCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = i == index ? null : sample(executable.getParameterTypes()[i]);
      }
      Throwable thrown = catchThrowable(() -> invoke(arguments));
      return thrown instanceof InvocationTargetException wrapper ? wrapper.getCause() : thrown;
    }

    private void invoke(@Nullable Object[] arguments) throws ReflectiveOperationException {
      if (executable instanceof Method method) {
        method.invoke(receiver, arguments);
      } else {
        ((java.lang.reflect.Constructor<?>) executable).newInstance(arguments);
      }
    }

    @Override
    public String toString() {
      return executable.getDeclaringClass().getSimpleName() + "." + executable.getName() + " "
          + parameter();
    }
  }

  static Stream<Case> cases() {
    return publicTypes().flatMap(NullArgumentsTest::cases);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByName(Case call) {
    Throwable refusal = call.outcome();

    assertThat(refusal)
        .as(call.toString())
        .isInstanceOf(NullPointerException.class)
        .extracting(Throwable::getMessage)
        .asString()
        // A setter may be known by its setting: connect(timeout).
        .containsAnyOf(call.parameter().getName(), call.executable().getName());
  }

  @Test
  void looksAtTheWholeApi() {
    assertThat(cases().map(Case::executable).distinct()).hasSizeGreaterThan(60);
  }

  private static Stream<Case> cases(Class<?> type) {
    List<Case> cases = new ArrayList<>();
    Stream<Executable> members = Stream.concat(
        Arrays.stream(type.getConstructors()), Arrays.stream(type.getDeclaredMethods()));
    for (Executable member : members.filter(NullArgumentsTest::isOurs).toList()) {
      boolean needsReceiver = member instanceof Method && !Modifier.isStatic(member.getModifiers());
      Object receiver = needsReceiver ? SAMPLES.get(type) : type;
      for (int i = 0; i < member.getParameterCount(); i++) {
        Parameter parameter = member.getParameters()[i];
        boolean reference = !parameter.getType().isPrimitive();
        if (receiver != null
            && reference
            && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          cases.add(new Case(member, receiver, i));
        }
      }
    }
    return cases.stream();
  }

  private static boolean isOurs(Executable member) {
    int modifiers = member.getModifiers();
    // Methods that the language or records bring along.
    boolean inherited = Set.of("equals", "valueOf").contains(member.getName());
    return Modifier.isPublic(modifiers)
        && !Modifier.isAbstract(modifiers)
        && !member.isSynthetic()
        && !inherited
        && !RESULTS.contains(member.getDeclaringClass());
  }

  private static Stream<Class<?>> publicTypes() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast.http")
            .stream()
            .filter(type ->
                type.getPackageName().matches("dev.holdfast.http(.message|.mock|.transport)?"))
            .<Class<?>>map(JavaClass::reflect)
            .filter(NullArgumentsTest::isPublic);
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static @Nullable Object sample(Class<?> type) {
    if (type == int.class) {
      return 200;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == boolean.class) {
      return true;
    }
    return SAMPLES.get(type);
  }

  private static Response response() {
    MOCKED.transport.respond(200, "{}");
    return MOCKED.session().get("http://h/");
  }
}
