/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import dev.holdfast.retry.StopReason;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrierTest {

  private static final long SECOND = 1_000_000_000L;

  private final FakeTime time = new FakeTime();

  private RetrierBuilder exact() {
    return Retrier.builder()
        .time(time)
        .backoff(Backoff.exponential(Duration.ofSeconds(1)).jitter(Jitter.none()));
  }

  @Test
  void aSuccessIsReturnedAtOnce() throws Exception {
    Script script = Script.of("ok");

    assertThat(exact().build().call(script)).isEqualTo("ok");
    assertThat(script.calls()).isEqualTo(1);
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void failuresAreRetriedWithGrowingWaits() throws Exception {
    Script script = Script.failing(5);

    assertThat(exact().build().call(script)).isEqualTo("ok");
    assertThat(script.calls()).isEqualTo(6);
    assertThat(time.sleeps()).containsExactly(0L, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND);
  }

  @Test
  void theLastAttemptsOwnExceptionIsThrownWithTheAttemptsAttached() {
    IOException last = new IOException("still down");
    Script script = Script.of(new IOException("down"), last);

    Throwable thrown = catchThrowable(() -> exact().total(2).build().call(script));

    assertThat(thrown).isSameAs(last);
    assertThat(Retrier.attempts(thrown)).hasSize(3);
    assertThat(Retrier.attempts(thrown).get(1).reason())
        .isEqualTo("IOException: still down; retry 2 of 2 after a backoff of 1 s");
    assertThat(Retrier.attempts(thrown).get(2).reason())
        .isEqualTo("IOException: still down; all 2 retries on 'total' are used");
  }

  @Test
  void aWaitThatWouldEndTooLateIsNotBegunAndTheHistorySaysWhy() {
    Retrier retrier = exact().stop(Stop.beforeDelay(Duration.ofSeconds(3))).build();

    Throwable thrown = catchThrowable(() -> retrier.call(Script.failing(9)));

    assertThat(time.sleeps()).containsExactly(0L, SECOND);
    assertThat(Retrier.attempts(thrown).get(2).reason())
        .endsWith("; the call has taken 1 s and would wait 2 s (limit 3 s)");
  }

  @Test
  void thePrintedStackTraceShowsTheTimeline() {
    Throwable thrown = catchThrowable(() -> exact().total(1).build().call(Script.failing(9)));

    StringWriter printed = new StringWriter();
    thrown.printStackTrace(new PrintWriter(printed));

    assertThat(printed.toString())
        .contains("attempt 1 at 0 s, took 0 s")
        .contains("failure 1; retry 1 of 1 at once")
        .contains("the only retry on 'total' is used");
  }

  @Test
  void anExceptionThatEndsTwoCallsCarriesTheLastTimelineOnly() {
    IOException shared = new IOException("shared");
    Retrier retrier = exact().total(1).build();

    assertThat(catchThrowable(() -> retrier.call(Script.of(shared)))).isNotNull();
    Throwable thrown = catchThrowable(() -> exact().total(2).build().call(Script.of(shared)));

    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(Retrier.attempts(thrown)).hasSize(3);
  }

  @Test
  void aFailureWithoutRetriesCarriesNoTimeline() {
    Throwable thrown =
        catchThrowable(() -> exact().build().call(Script.of(new NullPointerException())));

    assertThat(thrown).isInstanceOf(NullPointerException.class).hasNoSuppressedExceptions();
    assertThat(Retrier.attempts(thrown)).isEmpty();
  }

  @Test
  void failuresComeWrappedIfAskedFor() {
    GaveUpException thrown = catchThrowableOfType(
        GaveUpException.class,
        () -> exact().total(1).wrapFailures(true).build().call(Script.failing(9)));

    assertThat(thrown).hasCauseInstanceOf(IOException.class);
    assertThat(thrown)
        .hasMessage("gave up after 2 attempts: IOException: failure 2; the only retry on 'total'"
            + " is used");
    assertThat(thrown.why()).isEqualTo(StopReason.EXHAUSTED);
    assertThat(thrown.attempts()).hasSize(2);
  }

  @Test
  @Tag("U18")
  void errorsAreNeverRetriedAndComeAsTheyAre() {
    Error error = new OutOfMemoryError("no more");
    Script script = Script.of(error);
    Retrier retrier = exact().retryOn(RetryCondition.anyException()).build();

    assertThat(catchThrowable(() -> retrier.call(script))).isSameAs(error);
    assertThat(script.calls()).isEqualTo(1);
  }

  @Test
  void interruptionAndCancellationAreNeverRetried() {
    Retrier retrier = exact().retryOn(RetryCondition.anyException()).build();
    for (Exception end : List.of(new InterruptedException(), new CancellationException())) {
      Script script = Script.of(end);

      assertThat(catchThrowable(() -> retrier.call(script))).isSameAs(end);
      assertThat(script.calls()).isEqualTo(1);
    }
  }

  @Test
  void anInterruptDuringAWaitEndsTheCallAndKeepsTheFlag() {
    Script script = Script.failing(9);
    Retrier retrier = exact()
        .listener(new RetryListener() {
          @Override
          public void beforeWait(AttemptRecord attempt, Duration delay) {
            Thread.currentThread().interrupt();
          }
        })
        .build();

    Throwable thrown = catchThrowable(() -> retrier.call(script));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown)
        .isInstanceOf(GaveUpException.class)
        .hasMessage("gave up after 1 attempt: the thread was interrupted during a wait")
        .hasCauseInstanceOf(IOException.class);
    assertThat(script.calls()).isEqualTo(1);
  }

  @Test
  void resultsCanBeWorthARetry() throws Exception {
    Script script = Script.of("pending", "pending", "done");

    Object result =
        exact().retryOn(RetryCondition.onResult("pending"::equals)).build().call(script);

    assertThat(result).isEqualTo("done");
    assertThat(script.calls()).isEqualTo(3);
  }

  @Test
  void theLastUnacceptableResultIsHandedBackOrThrown() throws Exception {
    RetrierBuilder pending = exact().total(1).retryOn(RetryCondition.onResult("pending"::equals));

    assertThat(pending.build().call(Script.of("pending"))).isEqualTo("pending");
    assertThatThrownBy(() -> pending.throwOnResult(true).build().call(Script.of("pending")))
        .isInstanceOf(GaveUpException.class)
        .hasMessageContaining("the result is not acceptable; the only retry on 'total' is used")
        .hasNoCause();
  }

  @Test
  void theCodeItselfCanAskForAnotherAttempt() throws Exception {
    Script script = Script.of(
        TryAgain.because("not ready"),
        TryAgain.because("not ready").after(Duration.ofSeconds(7)),
        "ready");

    Object result = exact().retryOn(RetryCondition.never()).build().call(script);

    assertThat(result).isEqualTo("ready");
    assertThat(time.sleeps()).containsExactly(0L, 7 * SECOND);
  }

  @Test
  void askingForAnotherAttemptInVainIsGivingUp() {
    Script script = Script.of(TryAgain.because("not ready"));

    assertThatThrownBy(() -> exact().total(2).build().call(script))
        .isInstanceOf(GaveUpException.class)
        .hasMessage("gave up after 3 attempts: asked to: not ready; all 2 retries on 'total' are"
            + " used");
  }

  @Test
  void aWaitThatDoesNotFitTheDeadlineIsNotBegun() {
    Script script = Script.failing(9);

    Throwable thrown =
        catchThrowable(() -> exact().deadline(Duration.ofSeconds(3)).build().call(script));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("failure 3");
    assertThat(time.sleeps()).containsExactly(0L, SECOND);
    assertThat(Retrier.attempts(thrown).get(2).reason())
        .contains("the next wait of 2 s does not fit into the 2 s left until the deadline");
  }

  @Test
  void theDeadlineCountsTheAttemptsToo() {
    Action<Object, IOException> slow = () -> {
      time.advance(10 * SECOND);
      throw new IOException("slow");
    };

    Throwable thrown =
        catchThrowable(() -> exact().deadline(Duration.ofSeconds(15)).build().call(slow));

    assertThat(Retrier.attempts(thrown)).hasSize(2);
  }

  @Test
  void stopConditionsHold() {
    Script script = Script.failing(9);
    Stop stop = Stop.any(Stop.afterAttempts(3), Stop.afterElapsed(Duration.ofHours(1)));

    assertThat(catchThrowable(() -> exact().stop(stop).build().call(script))).isNotNull();

    assertThat(script.calls()).isEqualTo(3);
  }

  @Test
  void aFallbackTakesTheExceptionsPlace() {
    Retrier retrier = exact().total(1).build();

    assertThat(retrier.<Object>callOrElse(Script.failing(9), Exception::getMessage))
        .isEqualTo("failure 2");
    assertThat(retrier.<Object>callOrElse(Script.failing(1), Exception::getMessage))
        .isEqualTo("ok");
  }

  @Test
  void runnablesSuppliersAndFunctionsAreRunToo() {
    Retrier retrier = exact().build();
    List<String> seen = new ArrayList<>();
    Function<String, Integer> length = retrier.wrap((String text) -> {
      seen.add(text);
      if (seen.size() < 3) {
        throw new IllegalStateException("busy");
      }
      return text.length();
    });
    BiFunction<Integer, Integer, Integer> sum = retrier.wrap((Integer a, Integer b) -> a + b);

    assertThat(length.apply("four")).isEqualTo(4);
    assertThat(seen).hasSize(3);
    assertThat(sum.apply(1, 2)).isEqualTo(3);
    assertThat(retrier.<String>get(() -> "got")).isEqualTo("got");
    assertThat(retrier.wrap(() -> "wrapped").call()).isEqualTo("wrapped");
    retrier.run(() -> seen.add("ran"));
    assertThat(seen).last().isEqualTo("ran");
  }

  @Test
  void oneCallCanBeDifferent() {
    Script script = Script.failing(9);
    Retrier retrier = exact().build();

    assertThat(catchThrowable(() -> retrier.toBuilder().total(0).build().call(script)))
        .isNotNull();

    assertThat(script.calls()).isEqualTo(1);
  }

  @Test
  void withoutWaitingAllElseStays() {
    Script script = Script.failing(9);
    Retrier patient = Retrier.builder()
        .backoff(Backoff.constant(Duration.ofHours(1)).jitter(Jitter.none()))
        .noDeadline()
        .build();

    Throwable thrown = catchThrowable(() -> patient.withoutWaiting().call(script));

    assertThat(Retrier.attempts(thrown)).hasSize(6);
    assertThat(Retrier.attempts(thrown).get(0).delay()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void statisticsCountCallsRetriesAndWaits() throws Exception {
    Retrier retrier = exact().total(2).build();

    retrier.call(Script.of("ok"));
    retrier.call(Script.failing(2));
    assertThat(catchThrowable(() -> retrier.call(Script.failing(9)))).isNotNull();

    assertThat(retrier.statistics())
        .isEqualTo(new Retrier.Statistics(1, 1, 1, 4, Duration.ofSeconds(2)))
        .hasToString(
            "3 calls: 1 succeeded at once, 1 after retries, 1 given up; 4 retries, waited 2 s");
  }

  @Test
  void aPolicyAloneIsEnough() throws Exception {
    Script script = Script.failing(1);

    Retrier.of(RetryPolicy.of(RetryLimits.total(1), Backoff.none())).call(script);

    assertThat(script.calls()).isEqualTo(2);
  }

  @Test
  void theDefaultsAreBounded() {
    assertThat(Retrier.create())
        .hasToString("Retrier[total=5, Backoff[exponential base 500 ms, first retry immediate, max"
            + " 120 s, jitter full], deadline 120 s]");
  }

  @Test
  void itsDescriptionHasTheAttemptTimeout() {
    assertThat(Retrier.builder().attemptTimeout(Duration.ofSeconds(2)).build().toString())
        .endsWith(", attempt timeout 2 s, deadline 120 s]");
  }

  @Test
  void noBoundAtAllIsRefused() {
    RetrierBuilder builder = Retrier.builder().withoutTotal().noDeadline();

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("neither total, nor deadline, nor stop is set (expected: at least one bound)");
    assertThatThrownBy(builder.stop(Stop.any(Stop.never()))::build)
        .isInstanceOf(IllegalStateException.class);
    assertThat(builder.stop(Stop.afterAttempts(9)).build()).isNotNull();
    assertThat(Retrier.builder().withoutTotal().build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void limitsOfNothingAreRefused(long seconds) {
    Duration limit = Duration.ofSeconds(seconds);

    assertThatThrownBy(() -> Retrier.builder().deadline(limit))
        .hasMessage("deadline: " + limit + " (expected: > 0)");
    assertThatThrownBy(() -> Retrier.builder().attemptTimeout(limit))
        .hasMessage("attemptTimeout: " + limit + " (expected: > 0)");
    assertThatThrownBy(() -> Retrier.builder().total(-1)).hasMessage("total: -1 (expected: >= 0)");
    assertThatThrownBy(() -> TryAgain.because("x").after(limit))
        .hasMessage("delay: " + limit + " (expected: > 0)");
  }

  @Test
  void whatIsNeitherExceptionNorErrorComesAsItIs() {
    Throwable odd = new Throwable("odd");

    assertThat(catchThrowable(() -> exact().build().call(() -> {
          throw Sneaky.throwing(odd);
        })))
        .isSameAs(odd);
  }

  @Test
  void anExceptionWhoseMessageCannotBeHadComesAsItself() {
    RuntimeException rude = new RuntimeException() {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    };

    Throwable thrown = catchThrowable(() -> exact().build().call(Script.of(rude)));

    assertThat(thrown == rude).isTrue();
    assertThat(Retrier.attempts(rude)).hasSize(6);
  }
}
