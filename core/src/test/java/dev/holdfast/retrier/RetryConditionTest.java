/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.engine.Verdict;
import dev.holdfast.retry.Outcome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryConditionTest {

  private static final RetryCondition ON_IO = RetryCondition.onException(IOException.class);

  static Stream<Arguments> conditions() {
    RetryCondition transientOnes = RetryCondition.transientExceptions();
    RetryCondition any = RetryCondition.anyException();
    RetryCondition busy = RetryCondition.never().orMessage(Pattern.compile("busy|late"));
    RetryCondition caused = RetryCondition.never().orCause(IOException.class);
    return Stream.of(
        arguments(transientOnes, new IOException(), true),
        arguments(transientOnes, new IllegalStateException(), true),
        arguments(transientOnes, new NullPointerException(), false),
        arguments(transientOnes, new NumberFormatException(), false),
        arguments(transientOnes, new ArrayIndexOutOfBoundsException(), false),
        arguments(any, new NullPointerException(), true),
        arguments(any, new StackOverflowError(), false),
        arguments(any, new InterruptedException(), false),
        arguments(any, new CancellationException(), false),
        arguments(ON_IO, new FileNotFoundException(), true),
        arguments(ON_IO, new TimeoutException(), false),
        arguments(ON_IO.orException(TimeoutException.class), new TimeoutException(), true),
        arguments(ON_IO.abortOn(FileNotFoundException.class), new FileNotFoundException(), false),
        arguments(ON_IO.abortIf(e -> e.getMessage() == null), new IOException(), false),
        arguments(ON_IO.abortIf(e -> e.getMessage() == null), new IOException("x"), true),
        arguments(busy, new IOException("server busy"), true),
        arguments(busy, new IOException("gone"), false),
        arguments(busy, new IOException(), false),
        arguments(caused, new UncheckedIOException(new IOException()), true),
        arguments(caused, new IllegalStateException(new RuntimeException()), false),
        arguments(RetryCondition.never(), new IOException(), false),
        arguments(RetryCondition.never(), TryAgain.because("x"), true));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void decidesByTypeCauseMessageAndPredicate(
      RetryCondition condition, Throwable failure, boolean retried) {
    Verdict verdict = condition.judge(Outcome.failed(failure));

    assertThat(verdict instanceof Verdict.Retryable).isEqualTo(retried);
  }

  @Test
  void aCircleOfCausesIsFollowedOnlySoFar() {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two", one);
    one.initCause(two);

    Verdict verdict = RetryCondition.never().orCause(IOException.class).judge(Outcome.failed(one));

    assertThat(verdict).isInstanceOf(Verdict.Reject.class);
  }

  @Test
  @SuppressWarnings("NullAway") // does not see that T may be nullable
  void resultsAreJudgedByPredicatesNullIncluded() {
    RetryCondition condition =
        RetryCondition.onResult(value -> value == null).orResult("busy"::equals);

    assertThat(condition.judge(Outcome.of(null))).isInstanceOf(Verdict.Retryable.class);
    assertThat(condition.judge(Outcome.of("busy"))).isInstanceOf(Verdict.Retryable.class);
    assertThat(condition.judge(Outcome.of("done"))).isInstanceOf(Verdict.Accept.class);
  }

  @Test
  void whatTheOtherSideSaidIsBoundedAndInOneLine() {
    IOException rude = new IOException("line\r\nbreak " + "x".repeat(1_000));

    String reason = ON_IO.judge(Outcome.failed(rude)).reason();

    assertThat(reason).startsWith("IOException: line break xxx").hasSizeLessThan(250);
    assertThat(reason).doesNotContain("\n");
  }

  @Test
  void noTypesAtAllAreRefused() {
    assertThatThrownBy(RetryCondition::onException)
        .hasMessage("types: none (expected: at least one)");
    assertThatThrownBy(() -> ON_IO.abortOn()).hasMessage("types: none (expected: at least one)");
  }

  @Test
  void aPredicateThatThrowsEndsTheCallAndTheFailureIsNotLost() {
    IOException failure = new IOException("down");
    RetryCondition broken = RetryCondition.never().orExceptionIf(any -> {
      throw new IllegalStateException("broken predicate");
    });

    Throwable thrown =
        catchThrowable(() -> Retrier.builder().retryOn(broken).build().call(Script.of(failure)));

    assertThat(thrown).hasMessage("broken predicate").hasSuppressedException(failure);
  }

  @Test
  void aPredicateMayThrowTheFailureItself() {
    RetryCondition rethrowing = RetryCondition.never().orExceptionIf(failure -> {
      throw Sneaky.throwing(failure);
    });
    IOException failure = new IOException("down");

    assertThat(catchThrowable(() -> rethrowing.judge(Outcome.failed(failure)))).isSameAs(failure);
  }
}
