/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retrier.TimeoutInterrupt.Cause;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.safeguard.OriginState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a block of code, and runs it again when that is worth it.
 *
 * <pre>{@code
 * Retrier retrier = Retrier.create();
 * String value = retrier.call(() -> database.load(id));
 * }</pre>
 *
 * <p>The defaults are bounded in every direction: 5 retries, exponential backoff from 0.5 s with
 * full jitter, 120 s for the whole call, exceptions only, and none that a program's own mistake
 * causes. When a call is given up, the last attempt's own exception is thrown, with the timeline
 * attached: it shows in the printed stack trace, and {@link #attempts} gives it.
 *
 * <p>Never retried: an {@link Error}, an {@link InterruptedException}. An interrupt during a wait
 * ends the call with a {@link GaveUpException}, the flag restored. Immutable and thread-safe; has
 * nothing to close.
 */
public final class Retrier {

  private final Options options;
  private final RetryEngine engine;
  private final AsyncDriver driver;
  private final Tally tally = new Tally();
  /** Whether the first attempt can do without all that a second one needs. */
  private final boolean quick;

  private final boolean guarded;

  Retrier(Options options) {
    this.options = options;
    this.engine = new RetryEngine(options.policy(), options.random());
    this.driver = new AsyncDriver(options.time(), options.executor());
    this.guarded = options.guarded();
    this.quick = options.token() == null
        && options.listeners().isEmpty()
        && options.pipeline() == Pipeline.none();
  }

  /** With the defaults. */
  public static Retrier create() {
    return builder().build();
  }

  /** With that policy, and the defaults for the rest. */
  public static Retrier of(RetryPolicy policy) {
    return builder().policy(policy).build();
  }

  /** Begins with the defaults. */
  public static RetrierBuilder builder() {
    return new RetrierBuilder();
  }

  /** Begins with these settings: for another retrier, or for one call that is different. */
  public RetrierBuilder toBuilder() {
    return new RetrierBuilder(options);
  }

  /**
   * This retrier without its waits, for tests of code that uses it; all else stays as it is, but
   * for the {@linkplain RetrierBuilder#safeguards safeguards}, which tests should not disturb.
   */
  public Retrier withoutWaiting() {
    return toBuilder().time(NoWaiting.INSTANCE).pipeline(Pipeline.none()).build();
  }

  /**
   * Runs the action until it succeeds or is given up, on the calling thread.
   *
   * <p>With a {@linkplain dev.holdfast.latency.Hedge hedge} in the
   * {@linkplain RetrierBuilder#safeguards safeguards}, an attempt that takes long gets a second one
   * beside it, on {@linkplain RetrierBuilder#executor another thread}. The first good end wins; the
   * other attempt is interrupted, and what it may yet give is dropped. So the action must be
   * thread-safe, must not lean on its thread (thread-locals, a transaction, a lock that is held),
   * and should give nothing that has to be closed; one that heeds no interrupt may be at work after
   * the call has ended.
   *
   * @throws X what the last attempt threw
   * @throws GaveUpException see there
   */
  public <T extends @Nullable Object, X extends Exception> T call(Action<T, X> action) throws X {
    Objects.requireNonNull(action, "action");
    long start = options.time().nanoTime();
    if (!quick) {
      return Retrier.<T>result(blocking(action, start).run());
    }
    TimeoutInterrupt guard = guarded
        ? TimeoutInterrupt.arm(options, options.attemptTimeoutNanos(), options.deadlineNanos())
        : null;
    T value;
    try {
      value = action.call();
    } catch (Throwable failure) {
      Cause strike = disarm(guard);
      return Retrier.<T>result(
          blocking(action, start).afterFailure(failure, strike).run());
    }
    disarm(guard);
    if (accepts(value)) {
      tally.succeededAtOnce();
      return value;
    }
    return Retrier.<T>result(blocking(action, start).afterRejected(value).run());
  }

  /** A predicate that throws ends the call, which then counts as one that gave up. */
  private boolean accepts(@Nullable Object value) {
    try {
      return options.condition().accepts(value);
    } catch (Throwable broken) {
      tally.ended(false, 1, 0);
      throw broken;
    }
  }

  private static @Nullable Cause disarm(@Nullable TimeoutInterrupt guard) {
    return guard == null ? null : guard.disarm();
  }

  private <T> BlockingCall<T> blocking(Action<T, ?> action, long start) {
    return new BlockingCall<>(action, new RetriedCall<>(this, start));
  }

  /**
   * As {@link #call}, with a value in place of the exception that the call ends with. An interrupt
   * is not lost with its exception: the thread's flag is set again.
   */
  public <T extends @Nullable Object> T callOrElse(
      Action<T, ?> action, Function<? super Exception, ? extends T> fallback) {
    Objects.requireNonNull(fallback, "fallback");
    try {
      return call(action);
    } catch (Exception failure) {
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return fallback.apply(failure);
    }
  }

  /** As {@link #call}, for code that gives nothing. */
  @SuppressWarnings("NullAway") // does not see that T may be nullable
  public void run(Runnable action) {
    Objects.requireNonNull(action, "action");
    this.<@Nullable Object, RuntimeException>call(() -> {
      action.run();
      return null;
    });
  }

  /** As {@link #call}, for a supplier. */
  public <T extends @Nullable Object> T get(Supplier<T> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    return this.<T, RuntimeException>call(supplier::get);
  }

  /**
   * As {@link #call}, holding no thread while it waits or while an attempt is under way. The first
   * attempt begins on the calling thread, others on the executor, where the future completes too
   * unless the first attempt ended at once. Cancelling the future ends the wait or cancels the
   * attempt's own future; the deadline does the same, and so does anybody who completes the future,
   * as {@link CompletableFuture#orTimeout} does. The future completes exactly once, with the
   * exception that {@link #call} would throw; a {@linkplain RetrierBuilder#cancelledBy token}
   * cancels it.
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> action) {
    Objects.requireNonNull(action, "action");
    RetriedCall<T> call = new RetriedCall<>(this, options.time().nanoTime());
    return new AsyncCall<T>(action, call).start();
  }

  /** The action with this retrier around it. */
  public <T extends @Nullable Object, X extends Exception> Action<T, X> wrap(Action<T, X> action) {
    Objects.requireNonNull(action, "action");
    return () -> call(action);
  }

  /** The function with this retrier around it. */
  public <A, T extends @Nullable Object> Function<A, T> wrap(Function<A, T> function) {
    Objects.requireNonNull(function, "function");
    return argument -> get(() -> function.apply(argument));
  }

  /** The function with this retrier around it. */
  public <A, B, T extends @Nullable Object> BiFunction<A, B, T> wrap(BiFunction<A, B, T> function) {
    Objects.requireNonNull(function, "function");
    return (a, b) -> get(() -> function.apply(a, b));
  }

  /**
   * An object of an interface whose methods go to the target through this retrier; methods that
   * return a {@link CompletionStage} by way of {@link #callAsync}. {@link Retryable} on a method
   * changes the policy for it, or turns retries off.
   *
   * @throws IllegalArgumentException if the type is not an interface, or its module does not let
   *     this one call it
   */
  public <T> T proxy(Class<T> type, T target) {
    return RetryProxy.create(this, type, target);
  }

  Options options() {
    return options;
  }

  /** Whether no listener, token or policy has a say in a call. */
  boolean quick() {
    return quick;
  }

  RetryEngine engine() {
    return engine;
  }

  AsyncDriver driver() {
    return driver;
  }

  Tally tally() {
    return tally;
  }

  /** The state of the {@linkplain RetrierBuilder#safeguards safeguards}; empty without them. */
  public Optional<OriginState> origin() {
    return Optional.ofNullable(options.origin());
  }

  /** What this retrier has done so far. */
  public Statistics statistics() {
    return tally.snapshot();
  }

  /**
   * The attempts of the call that ended with this exception, oldest first; empty if it was not
   * retried.
   */
  public static List<AttemptRecord> attempts(Throwable failure) {
    return failure instanceof GaveUpException gaveUp ? gaveUp.attempts() : AttemptsNote.of(failure);
  }

  private static <T> T result(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Failure<T> failure) {
      // The action may throw X and what is unchecked; what it threw in spite of that is no less.
      throw Sneaky.throwing(failure.error());
    }
    return ((Outcome.Value<T>) outcome).value();
  }

  @Override
  public String toString() {
    String deadline = options.deadlineNanos() == Long.MAX_VALUE
        ? "no deadline"
        : "deadline " + Nanos.format(options.deadlineNanos());
    RetryPolicy policy = options.policy();
    return "Retrier[" + policy.limits() + ", " + policy.backoff() + ", " + deadline + "]";
  }

  /**
   * What a retrier has done since it was built; a snapshot, whose numbers may be of slightly
   * different moments.
   *
   * @param succeededAtOnce calls whose first attempt was good
   * @param succeededAfterRetry calls that needed more
   * @param gaveUp calls without an acceptable result
   * @param retries attempts beyond the first
   * @param waited the sum of all waits decided
   */
  public record Statistics(
      long succeededAtOnce, long succeededAfterRetry, long gaveUp, long retries, Duration waited) {

    /** Calls that have ended. */
    public long calls() {
      return succeededAtOnce + succeededAfterRetry + gaveUp;
    }

    @Override
    public String toString() {
      return calls() + " calls: " + succeededAtOnce + " good at once, " + succeededAfterRetry
          + " after retries, " + gaveUp + " given up; " + retries + " retries, waited "
          + Nanos.format(Nanos.of(waited));
    }
  }
}
