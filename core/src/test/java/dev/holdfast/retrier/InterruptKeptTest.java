/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.time.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An interrupt that the action receives is kept after the call, in the thread's flag or in the
 * exception thrown.
 */
class InterruptKeptTest {

  private static final Action<String, Exception> INTERRUPTED = () -> {
    throw new InterruptedException("met in the action");
  };

  private final Retrier retrier = Retrier.builder().time(new FakeTime()).build();

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void theActionsOwnExceptionSaysIt() {
    Throwable thrown = catchThrowable(() -> retrier.call(INTERRUPTED));

    assertThat(thrown).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aFailureThatWrapsItDoesNotSwallowIt() {
    Retrier wrapping = retrier.toBuilder().wrapFailures(true).build();
    Retrier watched = wrapping.toBuilder().attemptTimeout(Duration.ofMinutes(1)).build();

    assertThat(catchThrowable(() -> wrapping.call(INTERRUPTED)))
        .isInstanceOf(GaveUpException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(catchThrowable(() -> watched.call(INTERRUPTED))).isInstanceOf(GaveUpException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFallbackDoesNotSwallowIt() {
    assertThat(retrier.callOrElse(INTERRUPTED, failure -> "fallback")).isEqualTo("fallback");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
