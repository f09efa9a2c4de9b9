/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Reason;
import dev.holdfast.engine.Verdict;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a block of code that are retried. Conditions are alternatives: one that holds is
 * enough. A condition to abort on overrides all of them.
 *
 * <p>Independent of the conditions, an {@link Error}, an {@link InterruptedException} and a
 * {@link CancellationException} are never retried, and a {@link TryAgain} always is. If a predicate
 * throws, the call ends with that exception, which has the attempt's own failure as suppressed.
 * Immutable, and thread-safe if its predicates are.
 */
public final class RetryCondition {

  private static final RetryCondition TRANSIENT = never().orExceptionIf(RetryCondition::mayPass);

  private static final Verdict GOOD = new Verdict.Accept("good result");
  private static final Verdict.Retryable NOT_ACCEPTABLE =
      Verdict.retry(Counter.OTHER, "the result is not acceptable");

  private final List<Predicate<Throwable>> exceptions;
  private final List<Predicate<@Nullable Object>> results;
  private final List<Predicate<Throwable>> aborts;
  /** Whether every result is good: the usual case, tested on every call. */
  private final boolean resultsPass;

  private RetryCondition(
      List<Predicate<Throwable>> exceptions,
      List<Predicate<@Nullable Object>> results,
      List<Predicate<Throwable>> aborts) {
    this.exceptions = exceptions;
    this.results = results;
    this.aborts = aborts;
    this.resultsPass = results.isEmpty();
  }

  /** Retries nothing: the start of a condition that names everything. */
  public static RetryCondition never() {
    return new RetryCondition(List.of(), List.of(), List.of());
  }

  /**
   * Retries every exception except those of programming errors, such as
   * {@link NullPointerException} and {@link IllegalArgumentException}, which would occur again. The
   * cause of an {@link java.util.concurrent.ExecutionException} or
   * {@link java.util.concurrent.CompletionException} is judged too. The default.
   */
  public static RetryCondition transientExceptions() {
    return TRANSIENT;
  }

  /** Retries every exception. */
  public static RetryCondition anyException() {
    return never().orException(Exception.class);
  }

  /** Retries exceptions of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static RetryCondition onException(Class<? extends Exception>... types) {
    return never().orExceptionIf(anyOf(List.of(types)));
  }

  /**
   * Retries results that match. A result of another type than the predicate takes does not match.
   */
  public static RetryCondition onResult(Predicate<@Nullable Object> predicate) {
    return never().orResult(predicate);
  }

  /** Also retries exceptions of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryCondition orException(Class<? extends Exception>... types) {
    return orExceptionIf(anyOf(List.of(types)));
  }

  /** Also retries exceptions that match. */
  public RetryCondition orExceptionIf(Predicate<Throwable> predicate) {
    return new RetryCondition(added(exceptions, predicate), results, aborts);
  }

  /** Also retries exceptions with a cause of that type. */
  public RetryCondition orCause(Class<? extends Throwable> type) {
    Objects.requireNonNull(type, "type");
    return orExceptionIf(failure -> Causes.any(failure, type::isInstance));
  }

  /** Also retries exceptions whose message contains the pattern. */
  public RetryCondition orMessage(Pattern pattern) {
    Objects.requireNonNull(pattern, "pattern");
    return orExceptionIf(failure ->
        failure.getMessage() != null && pattern.matcher(failure.getMessage()).find());
  }

  /** Also retries results that match. */
  public RetryCondition orResult(Predicate<@Nullable Object> predicate) {
    return new RetryCondition(exceptions, added(results, predicate), aborts);
  }

  /** Never retries exceptions of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryCondition abortOn(Class<? extends Exception>... types) {
    return abortIf(anyOf(List.of(types)));
  }

  /** Never retries exceptions that match. */
  public RetryCondition abortIf(Predicate<Throwable> predicate) {
    return new RetryCondition(exceptions, results, added(aborts, predicate));
  }

  Verdict judge(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?> failed
        ? judge(failed)
        : judgeResult(((Outcome.Value<?>) outcome).value());
  }

  boolean accepts(@Nullable Object result) {
    if (resultsPass) {
      return true;
    }
    for (Predicate<@Nullable Object> predicate : results) {
      if (predicate.test(result)) {
        return false;
      }
    }
    return true;
  }

  private Verdict judgeResult(@Nullable Object result) {
    return accepts(result) ? GOOD : NOT_ACCEPTABLE;
  }

  /** The verdict on an outcome that is known to be retryable; calls no predicate. */
  static Verdict.Retryable again(Outcome<?> outcome) {
    if (!(outcome instanceof Outcome.Failure<?> failed)) {
      return NOT_ACCEPTABLE;
    }
    Throwable failure = failed.error();
    if (!(Causes.unwrap(failure) instanceof TryAgain again)) {
      return Verdict.retry(Counter.OTHER, Reason.of(() -> Causes.describe(failure)));
    }
    Reason why = Reason.of(() -> "asked to: " + again.getMessage());
    return Verdict.retry(Counter.OTHER, why).after(again.delay());
  }

  private Verdict judge(Outcome.Failure<?> failed) {
    Throwable failure = failed.error();
    Throwable inner = Causes.unwrap(failure);
    if (inner instanceof TryAgain) {
      return again(failed);
    }
    if (isFinal(inner)) {
      return new Verdict.Reject(Causes.describe(failure) + " is never retried");
    }
    if (asked(aborts, failure)) {
      return new Verdict.Reject(Causes.describe(failure) + " is one to abort on");
    }
    return asked(exceptions, failure)
        ? again(failed)
        : new Verdict.Reject(Causes.describe(failure) + " is not one to retry on");
  }

  /** Exceptions that are never retried, also inside the wrapper of a future or stage. */
  private static boolean isFinal(Throwable failure) {
    return !(failure instanceof Exception)
        || failure instanceof InterruptedException
        || failure instanceof CancellationException
        || failure instanceof GaveUpException end && end.why() == StopReason.CANCELLED;
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof AttemptTimeoutException || !programError(Causes.unwrap(failure));
  }

  /**
   * Written out: this runs after every failed attempt, and a list of types takes ten times as long.
   */
  private static boolean programError(Throwable failure) {
    return failure instanceof ArithmeticException
        || failure instanceof ClassCastException
        || failure instanceof IllegalArgumentException
        || failure instanceof IndexOutOfBoundsException
        || failure instanceof NegativeArraySizeException
        || failure instanceof NullPointerException
        || failure instanceof UnsupportedOperationException;
  }

  private static boolean asked(List<Predicate<Throwable>> predicates, Throwable failure) {
    try {
      Throwable inner = Causes.unwrap(failure);
      return holds(predicates, failure) || inner != failure && holds(predicates, inner);
    } catch (Throwable broken) {
      throw Sneaky.throwing(Causes.together(broken, failure));
    }
  }

  private static boolean holds(List<Predicate<Throwable>> predicates, Throwable failure) {
    for (Predicate<Throwable> predicate : predicates) {
      if (predicate.test(failure)) {
        return true;
      }
    }
    return false;
  }

  private static Predicate<Throwable> anyOf(List<Class<? extends Exception>> types) {
    if (types.isEmpty()) {
      throw new IllegalArgumentException("types: none (expected: at least one)");
    }
    return failure -> isAny(types, failure);
  }

  /** A loop: this runs after every failed attempt, and a stream costs more than the rest. */
  private static boolean isAny(List<Class<? extends Exception>> types, Throwable failure) {
    for (Class<? extends Exception> type : types) {
      if (type.isInstance(failure)) {
        return true;
      }
    }
    return false;
  }

  private static <P> List<P> added(List<P> predicates, P predicate) {
    List<P> all = new ArrayList<>(predicates);
    all.add(Objects.requireNonNull(predicate, "predicate"));
    return List.copyOf(all);
  }
}
