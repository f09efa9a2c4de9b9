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
 * Which outcomes of a block of code are worth another attempt. Conditions are alternatives: one
 * that holds is enough; one to abort on wins over all of them.
 *
 * <p>Whatever the conditions say, an {@link Error}, an {@link InterruptedException} and a
 * {@link CancellationException} are never retried, and a {@link TryAgain} always is. A predicate
 * that throws ends the call with that; the attempt's own failure is suppressed in it. Immutable,
 * and thread-safe if its predicates are.
 */
public final class RetryCondition {

  private static final RetryCondition TRANSIENT = never().orExceptionIf(RetryCondition::mayPass);

  private static final Verdict GOOD = new Verdict.Accept("good result");
  private static final Verdict.Retryable NOT_ACCEPTABLE =
      Verdict.retry(Counter.OTHER, "the result is not acceptable");

  private final List<Predicate<Throwable>> exceptions;
  private final List<Predicate<@Nullable Object>> results;
  private final List<Predicate<Throwable>> aborts;
  /** Any result is a good one: nearly always so, and asked on every call. */
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

  /** Nothing is retried; where to start from to name everything. */
  public static RetryCondition never() {
    return new RetryCondition(List.of(), List.of(), List.of());
  }

  /**
   * Every exception but those that a program's own mistake causes, such as
   * {@link NullPointerException} and {@link IllegalArgumentException}: they come again. Also where
   * one is the cause of an {@link java.util.concurrent.ExecutionException} or
   * {@link java.util.concurrent.CompletionException}. The default.
   */
  public static RetryCondition transientExceptions() {
    return TRANSIENT;
  }

  /** Every exception. */
  public static RetryCondition anyException() {
    return never().orException(Exception.class);
  }

  /** Exceptions of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static RetryCondition onException(Class<? extends Exception>... types) {
    return never().orExceptionIf(anyOf(List.of(types)));
  }

  /** Results like that; of another type than the predicate takes, none is. */
  public static RetryCondition onResult(Predicate<@Nullable Object> predicate) {
    return never().orResult(predicate);
  }

  /** Or exceptions of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryCondition orException(Class<? extends Exception>... types) {
    return orExceptionIf(anyOf(List.of(types)));
  }

  /** Or exceptions like that. */
  public RetryCondition orExceptionIf(Predicate<Throwable> predicate) {
    return new RetryCondition(added(exceptions, predicate), results, aborts);
  }

  /** Or exceptions with such a one in their chain of causes. */
  public RetryCondition orCause(Class<? extends Throwable> type) {
    Objects.requireNonNull(type, "type");
    return orExceptionIf(failure -> Causes.any(failure, type::isInstance));
  }

  /** Or exceptions in whose message the pattern is found. */
  public RetryCondition orMessage(Pattern pattern) {
    Objects.requireNonNull(pattern, "pattern");
    return orExceptionIf(failure ->
        failure.getMessage() != null && pattern.matcher(failure.getMessage()).find());
  }

  /** Or results like that. */
  public RetryCondition orResult(Predicate<@Nullable Object> predicate) {
    return new RetryCondition(exceptions, added(results, predicate), aborts);
  }

  /** But never exceptions of these types. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryCondition abortOn(Class<? extends Exception>... types) {
    return abortIf(anyOf(List.of(types)));
  }

  /** But never exceptions like that. */
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

  /** The verdict on an outcome that was found worth another attempt; asks no predicate again. */
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

  /** What would not be another attempt's to mend, wherever a future or stage has wrapped it. */
  private static boolean isFinal(Throwable failure) {
    return !(failure instanceof Exception)
        || failure instanceof InterruptedException
        || failure instanceof CancellationException
        || failure instanceof GaveUpException end && end.why() == StopReason.CANCELLED;
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof AttemptTimeoutException || !programError(Causes.unwrap(failure));
  }

  /** Spelled out: asked after every failed attempt, and a list of types takes ten times as long. */
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

  /** Asked after every failed attempt: a loop, since a stream costs more than the rest. */
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
