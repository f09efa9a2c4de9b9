/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.retry.Backoff;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A failure that a future has wrapped is judged by its cause, in blocking and asynchronous calls.
 */
class WrappedFailuresTest {

  private final Retrier retrier =
      Retrier.builder().time(new FakeTime()).backoff(Backoff.none()).build();

  static Stream<Exception> wrappedFinalOnes() {
    return Stream.<Throwable>of(
            new CancellationException(),
            new InterruptedException(),
            new IllegalArgumentException("a bug"),
            new NullPointerException("a bug"),
            new AssertionError("an error"))
        .flatMap(inner -> Stream.of(
            new ExecutionException(inner),
            new CompletionException(inner),
            new ExecutionException(new CompletionException(inner))));
  }

  @Tag("P06")
  @ParameterizedTest
  @MethodSource("wrappedFinalOnes")
  void cancellationsAndProgramErrorsInsideAreNotRetried(Exception wrapped) {
    Script script = Script.of(wrapped);

    Throwable thrown = catchThrowable(() -> retrier.call(script));

    assertThat(thrown).isSameAs(wrapped);
    assertThat(script.calls()).isEqualTo(1);
  }

  @Test
  void aFailureInsideIsOneToRetryOn() throws Exception {
    Retrier onIo = retrier.toBuilder()
        .retryOn(RetryCondition.onException(IOException.class))
        .build();
    Script script = Script.of(new ExecutionException(new IOException("down")), "ok");

    assertThat(onIo.call(script)).isEqualTo("ok");
  }

  @Test
  void aFailureInsideIsOneToAbortOn() {
    Retrier notOnIo = retrier.toBuilder()
        .retryOn(RetryCondition.anyException().abortOn(IOException.class))
        .build();
    Script script = Script.of(new CompletionException(new IOException("down")));

    assertThat(catchThrowable(() -> notOnIo.call(script))).isNotNull();

    assertThat(script.calls()).isEqualTo(1);
  }

  @Test
  void theWrappingItselfMayBeNamed() throws Exception {
    Retrier onWrapping = retrier.toBuilder()
        .retryOn(RetryCondition.onException(ExecutionException.class))
        .build();

    assertThat(onWrapping.call(Script.of(new ExecutionException(new IOException("down")), "ok")))
        .isEqualTo("ok");
  }

  @Test
  void anInsideThatAsksForAnotherAttemptGetsItsDelay() throws Exception {
    FakeTime time = new FakeTime();
    TryAgain again = TryAgain.because("not yet").after(Duration.ofSeconds(7));

    retrier.toBuilder().time(time).build().call(Script.of(new CompletionException(again), "ok"));

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7).toNanos());
  }

  @Test
  void aCallInsideThatWasCancelledIsNotRetried() {
    CancelToken token = CancelToken.create();
    token.cancel();
    Retrier inner = retrier.toBuilder().cancelledBy(token).build();
    Script script = Script.of("never made");

    Throwable thrown = catchThrowable(() -> retrier.call(() -> inner.call(script)));

    assertThat(thrown).isInstanceOf(GaveUpException.class);
    assertThat(retrier.statistics().retries()).isZero();
  }
}
