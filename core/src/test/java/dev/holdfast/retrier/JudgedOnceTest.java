/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.Origins;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.latency.Hedge;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each outcome is judged once in every kind of call, since a condition may consume it. */
class JudgedOnceTest {

  /** One way to run a call to its end. */
  private interface Way {
    Object run(RetrierBuilder builder, Supplier<Object> action) throws Throwable;
  }

  /** A service that is called through a proxy. */
  interface Service {
    Object get();
  }

  private final Map<Object, Integer> asked = Collections.synchronizedMap(new IdentityHashMap<>());
  private final List<Object> given = new ArrayList<>();

  static Stream<Way> ways() {
    return Stream.of(
        (builder, action) -> builder.build().call(action::get),
        (builder, action) -> builder.listener(new RetryListener() {}).build().get(action),
        (builder, action) ->
            builder.attemptTimeout(Duration.ofMinutes(1)).build().call(action::get),
        (builder, action) -> {
          Service target = action::get;
          return builder.build().proxy(Service.class, target).get();
        },
        (builder, action) -> builder
            .executor(Runnable::run)
            .build()
            .callAsync(() -> CompletableFuture.completedStage(action.get()))
            .get(),
        (builder, action) -> builder.pipeline(hedging().pipeline()).build().call(action::get),
        (builder, action) -> builder
            .executor(Runnable::run)
            .pipeline(hedging().pipeline())
            .build()
            .callAsync(() -> CompletableFuture.completedStage(action.get()))
            .get());
  }

  private static OriginPolicies hedging() {
    FakeTime time = new FakeTime();
    return Origins.open(
        Safeguards.builder().hedge(Hedge.after(Duration.ofSeconds(30))).build(),
        "place",
        time,
        new Random(1),
        LimitStore.unshared(time));
  }

  private RetrierBuilder counting(RetryCondition condition) {
    return Retrier.builder().time(new FakeTime()).backoff(Backoff.none()).retryOn(condition);
  }

  private boolean bad(Object judged) {
    Integer times = asked.merge(judged, 1, Integer::sum);
    // As a condition that consumes the value: a second evaluation accepts it.
    return Integer.valueOf(1).equals(times) && given.size() < 3;
  }

  @Tag("P06")
  @ParameterizedTest
  @MethodSource("ways")
  void aResult(Way way) throws Throwable {
    Object last = way.run(counting(RetryCondition.onResult(this::bad)), () -> {
      given.add(new Object());
      return given.get(given.size() - 1);
    });

    assertThat(last).isSameAs(given.get(2));
    assertThat(asked.values()).hasSize(3).containsOnly(1);
  }

  @Tag("P06")
  @ParameterizedTest
  @MethodSource("ways")
  void aFailure(Way way) throws Throwable {
    Object last = way.run(counting(RetryCondition.never().orExceptionIf(this::bad)), () -> {
      given.add(new Object());
      if (given.size() < 3) {
        throw new IllegalStateException("attempt " + given.size());
      }
      return "ok";
    });

    assertThat(last).isEqualTo("ok");
    assertThat(asked.values()).hasSize(2).containsOnly(1);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFailureThatTheConditionBreaksOn(Way way) {
    IOException failure = new IOException("down");
    RetryCondition broken = RetryCondition.never().orExceptionIf(judged -> {
      asked.merge(judged, 1, Integer::sum);
      throw new IllegalStateException("broken condition");
    });

    Throwable thrown = catchThrowable(() -> way.run(counting(broken), () -> {
      throw Sneaky.throwing(failure);
    }));

    assertThat(thrown).hasStackTraceContaining("broken condition");
    assertThat(asked).containsOnlyKeys(failure);
    assertThat(asked.values()).containsOnly(1);
  }
}
