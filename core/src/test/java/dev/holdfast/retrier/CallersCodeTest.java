/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.retry.Backoff;
import dev.holdfast.thread.ServiceThread;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the caller never runs on the JVM-wide timer. */
@Tag("E21")
class CallersCodeTest {

  /** Executors that would run a task on the submitting thread. */
  static Stream<Executor> direct() {
    Executor refusing = task -> {
      throw new RejectedExecutionException("full");
    };
    return Stream.of(Runnable::run, refusing);
  }

  @ParameterizedTest
  @MethodSource("direct")
  void whatFollowsAWaitRunsElsewhere(Executor executor) throws Exception {
    List<Boolean> service = new CopyOnWriteArrayList<>();
    Retrier retrier = Retrier.builder()
        .executor(executor)
        .backoff(Backoff.constant(Duration.ofMillis(20)).firstRetryDelayed())
        .build();

    CompletableFuture<Boolean> end = retrier
        .callAsync(() -> {
          service.add(ServiceThread.isCurrent());
          return service.size() < 2
              ? CompletableFuture.<String>failedFuture(new IOException("first"))
              : CompletableFuture.completedFuture("second");
        })
        .handle((value, failure) -> ServiceThread.isCurrent());

    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(false);
    assertThat(service).isNotEmpty().containsOnly(false);
  }

  @ParameterizedTest
  @MethodSource("direct")
  void theEndAtALimitIsToldElsewhere(Executor executor) throws Exception {
    Retrier retrier = Retrier.builder()
        .executor(executor)
        .deadline(Duration.ofMillis(100))
        .attemptTimeout(Duration.ofMillis(50))
        .build();

    CompletableFuture<Boolean> end = retrier
        .callAsync(() -> new CompletableFuture<String>())
        .handle((value, failure) -> ServiceThread.isCurrent());

    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(false);
  }

  @Tag("E22")
  @Test
  void aWaitOnTheTimerIsRefused() {
    CompletableFuture<String> ended = new CompletableFuture<>();
    Retrier retrier = Retrier.builder()
        .backoff(Backoff.constant(Duration.ofMillis(20)).firstRetryDelayed())
        .build();

    TimeSource.system().schedule(1_000_000, () -> {
      try {
        ended.complete(retrier.call(() -> {
          throw new IOException("always");
        }));
      } catch (Throwable failure) {
        ended.completeExceptionally(failure);
      }
    });

    assertThatThrownBy(() -> ended.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("a wait would block the thread \"holdfast-timer\"");
  }
}
