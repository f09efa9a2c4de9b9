/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryListenerTest {

  private final List<String> events = new ArrayList<>();
  private final RetryListener writing = new RetryListener() {
    @Override
    public void beforeAttempt(int attempt) {
      events.add("attempt " + attempt);
    }

    @Override
    public void afterAttempt(AttemptRecord attempt) {
      events.add("ended " + attempt.number());
    }

    @Override
    public void beforeWait(AttemptRecord attempt, Duration delay) {
      events.add("wait " + delay.toSeconds());
    }

    @Override
    public void succeeded(List<AttemptRecord> attempts) {
      events.add("succeeded after " + attempts.size());
    }

    @Override
    public void gaveUp(List<AttemptRecord> attempts) {
      events.add("gave up after " + attempts.size());
    }
  };

  private RetrierBuilder listening() {
    return Retrier.builder()
        .time(new FakeTime())
        .backoff(Backoff.constant(Duration.ofSeconds(3)).jitter(Jitter.none()))
        .listener(writing);
  }

  @Test
  void hearsTheWholeStoryOfASuccess() throws Exception {
    listening().build().call(Script.failing(1));

    assertThat(events)
        .containsExactly(
            "attempt 1", "ended 1", "wait 3", "attempt 2", "ended 2", "succeeded after 2");
  }

  @Test
  void hearsOfGivingUpOnce() {
    assertThat(catchThrowable(() -> listening().total(0).build().call(Script.failing(9))))
        .isNotNull();

    assertThat(events).containsExactly("attempt 1", "ended 1", "gave up after 1");
  }

  @Test
  void hearsTheSameOfAnAsynchronousCall() {
    listening()
        .executor(Runnable::run)
        .build()
        .callAsync(Stages.of(Script.failing(1)))
        .join();

    assertThat(events)
        .containsExactly(
            "attempt 1", "ended 1", "wait 3", "attempt 2", "ended 2", "succeeded after 2");
  }

  @Test
  void oneThatThrowsDisturbsNeitherTheCallNorTheOthers() throws Exception {
    RetryListener broken = new RetryListener() {
      @Override
      public void beforeAttempt(int attempt) {
        throw new IllegalStateException("broken listener");
      }
    };

    Object result =
        Retrier.builder().listener(broken).listener(writing).build().call(Script.of("ok"));

    assertThat(result).isEqualTo("ok");
    assertThat(events).containsExactly("attempt 1", "ended 1", "succeeded after 1");
  }

  @Test
  void oneThatFailsWithAnErrorAtTheEndLeavesNobodyWaiting() {
    RetryListener broken = new RetryListener() {
      @Override
      public void succeeded(List<AttemptRecord> attempts) {
        throw new AssertionError("broken listener");
      }
    };

    CompletableFuture<Object> call = Retrier.builder()
        .listener(broken)
        .build()
        .callAsync(() -> CompletableFuture.completedFuture("ok"));

    assertThat(call).isCompletedWithValue("ok");
  }
}
