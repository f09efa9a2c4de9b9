/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retry.Backoff;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A proxy that calls a target through one retrier for each method. */
final class RetryProxy implements InvocationHandler {

  private final Retrier retrier;
  private final Class<?> type;
  private final Object target;
  private final Map<Method, Way> ways = new ConcurrentHashMap<>();

  /** A method made accessible, and the retrier that calls it. */
  private record Way(Method method, Retrier retrier) {}

  private RetryProxy(Retrier retrier, Class<?> type, Object target) {
    this.retrier = retrier;
    this.type = type;
    this.target = target;
  }

  static <T> T create(Retrier retrier, Class<T> type, T target) {
    Objects.requireNonNull(target, "target");
    if (!type.isInterface()) {
      throw new IllegalArgumentException("type: " + type.getName() + " (expected: an interface)");
    }
    RetryProxy handler = new RetryProxy(retrier, type, target);
    // Reports a wrong annotation now, not at the first call of that method.
    for (Method method : type.getMethods()) {
      handler.way(method);
    }
    Class<?>[] types = {type};
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, handler));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    Way way = way(method);
    @SuppressWarnings("NullAway") // does not see that T may be nullable
    Action<@Nullable Object, Exception> action = () -> invoke(way.method(), arguments);
    if (CompletionStage.class.isAssignableFrom(method.getReturnType())
        && method.getReturnType().isAssignableFrom(CompletableFuture.class)) {
      return way.retrier().callAsync(() -> stage(action));
    }
    return way.retrier().call(action);
  }

  private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments)
      throws Exception {
    if (method.getName().equals("equals") && arguments != null) {
      return proxy == arguments[0];
    }
    return invoke(method, arguments);
  }

  private @Nullable Object invoke(Method method, Object @Nullable [] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw Sneaky.throwing(thrown.getTargetException());
    }
  }

  @SuppressWarnings("unchecked")
  private static CompletionStage<Object> stage(Action<@Nullable Object, Exception> action) {
    try {
      return (CompletionStage<Object>) action.call();
    } catch (Exception failure) {
      throw Sneaky.throwing(failure);
    }
  }

  private Way way(Method method) {
    return ways.computeIfAbsent(method, key -> new Way(accessible(key), made(key)));
  }

  /** The interface may be package-private, but its module must open it to this one. */
  private static Method accessible(Method method) {
    if (!method.trySetAccessible()) {
      throw new IllegalArgumentException("type: " + method.getDeclaringClass().getName()
          + " cannot be called from here (expected: public in an exported package, or in one that"
          + " is opened to " + RetryProxy.class.getModule() + ")");
    }
    return method;
  }

  private Retrier made(Method method) {
    for (AnnotatedElement annotated : List.of(method, type, method.getDeclaringClass())) {
      Retryable settings = annotated.getAnnotation(Retryable.class);
      if (settings != null) {
        return made(settings);
      }
    }
    return retrier;
  }

  private Retrier made(Retryable settings) {
    RetrierBuilder builder = retrier.toBuilder();
    if (settings.total() != Retryable.AS_THE_RETRIER) {
      builder.total(settings.total());
    }
    if (settings.backoffMillis() != Retryable.AS_THE_RETRIER) {
      builder.backoff(Backoff.exponential(Duration.ofMillis(settings.backoffMillis())));
    }
    if (settings.deadlineMillis() != Retryable.AS_THE_RETRIER) {
      builder.deadline(Duration.ofMillis(settings.deadlineMillis()));
    }
    RetryCondition condition = settings.on().length == 0
        ? retrier.options().condition()
        : RetryCondition.onException(settings.on());
    return builder
        .retryOn(settings.abortOn().length == 0 ? condition : condition.abortOn(settings.abortOn()))
        .build();
  }
}
