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
 * Runs a block of code and retries it when it fails.
 *
 * <pre>{@code
 * Retrier retrier = Retrier.create();
 * String value = retrier.call(() -> database.load(id));
 * }</pre>
 *
 * <p>All defaults are finite: 5 retries, exponential backoff from 0.5 s with full jitter, 120 s for
 * the whole call. Exceptions are retried, except those that indicate a programming error. When the
 * call gives up, it throws the exception of the last attempt. The timeline is attached to it: the
 * printed stack trace shows it, and {@link #attempts} returns it.
 *
 * <p>Never retried: an {@link Error}, an {@link InterruptedException}. An interrupt during a wait
 * ends the call with a {@link GaveUpException}; the thread's interrupt flag is set again. Immutable
 * and thread-safe; there is nothing to close.
 */
public final class Retrier {

  private final Options options;
  private final RetryEngine engine;
  private final AsyncDriver driver;
  private final Tally tally = new Tally();
  /** Whether a first attempt needs no listener, token or guard. */
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

  /** A retrier with the defaults. */
  public static Retrier create() {
    return builder().build();
  }

  /** A retrier with that policy, and the defaults for the rest. */
  public static Retrier of(RetryPolicy policy) {
    return builder().policy(policy).build();
  }

  /** Begins with the defaults. */
  public static RetrierBuilder builder() {
    return new RetrierBuilder();
  }

  /**
   * A builder with these settings, for a variant of this retrier. The variant shares the state of
   * the {@linkplain RetrierBuilder#safeguards safeguards}.
   */
  public RetrierBuilder toBuilder() {
    return new RetrierBuilder(options);
  }

  /**
   * This retrier without waits, for tests of code that uses it. It also has no
   * {@linkplain RetrierBuilder#safeguards safeguards}, so that tests do not change their shared
   * state.
   */
  public Retrier withoutWaiting() {
    return toBuilder().time(NoWaiting.INSTANCE).pipeline(Pipeline.none()).build();
  }

  /**
   * Runs the action on the calling thread until it succeeds or the retrier gives up.
   *
   * <p>With a {@linkplain dev.holdfast.latency.Hedge hedge} in the
   * {@linkplain RetrierBuilder#safeguards safeguards}, a slow attempt gets a second one beside it,
   * on {@linkplain RetrierBuilder#executor another thread}. The first good result wins; the other
   * attempt is interrupted and its result dropped. So the action must be thread-safe, must not
   * depend on its thread (thread-locals, a transaction, a held lock), and should return nothing
   * that has to be closed. An action that ignores interrupts may still run after the call has
   * ended.
   *
   * @throws X the exception of the last attempt
   * @throws GaveUpException in the cases listed there
   */
  public <T extends @Nullable Object, X extends Exception> T call(Action<T, X> action) throws X {
    Objects.requireNonNull(action, "action");
    long start = options.time().nanoTime();
    if (!quick) {
      return Retrier.<T>result(blocking(action, start).run());
    }
    TimeoutInterrupt interrupt = guarded
        ? TimeoutInterrupt.arm(options, options.attemptTimeoutNanos(), options.deadlineNanos())
        : null;
    T value;
    try {
      value = action.call();
    } catch (Throwable failure) {
      Cause cause = disarm(interrupt);
      return Retrier.<T>result(
          blocking(action, start).afterFailure(failure, cause).run());
    }
    disarm(interrupt);
    if (accepts(value)) {
      tally.succeededAtOnce();
      return value;
    }
    return Retrier.<T>result(blocking(action, start).afterRejected(value).run());
  }

  /** If a predicate throws, the call ends and counts as given up. */
  private boolean accepts(@Nullable Object value) {
    try {
      return options.condition().accepts(value);
    } catch (Throwable broken) {
      tally.ended(false, 1, 0);
      throw broken;
    }
  }

  private static @Nullable Cause disarm(@Nullable TimeoutInterrupt interrupt) {
    return interrupt == null ? null : interrupt.disarm();
  }

  private <T> BlockingCall<T> blocking(Action<T, ?> action, long start) {
    return new BlockingCall<>(action, new RetriedCall<>(this, start));
  }

  /**
   * As {@link #call}, but returns the fallback's value instead of throwing. After an
   * {@link InterruptedException} the thread's interrupt flag is set again.
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

  /** As {@link #call}, for code without a result. */
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
   * As {@link #call}, but holds no thread while it waits or while an attempt runs. The first
   * attempt begins on the calling thread, the others on the executor. The future completes on the
   * executor too, unless the first attempt completed at once. Cancelling the future, or completing
   * it (as {@link CompletableFuture#orTimeout} does), ends a wait and cancels the future of a
   * running attempt; so does the deadline. The future completes exactly once, with the exception
   * that {@link #call} would throw. A {@linkplain RetrierBuilder#cancelledBy token} cancels it.
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> action) {
    Objects.requireNonNull(action, "action");
    RetriedCall<T> call = new RetriedCall<>(this, options.time().nanoTime());
    return new AsyncCall<T>(action, call).start();
  }

  /** Wraps the action: each call of it is retried. */
  public <T extends @Nullable Object, X extends Exception> Action<T, X> wrap(Action<T, X> action) {
    Objects.requireNonNull(action, "action");
    return () -> call(action);
  }

  /** Wraps the function: each call of it is retried. */
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
   * A proxy that calls the target through this retrier; methods that return a
   * {@link CompletionStage} use {@link #callAsync}. {@link Retryable} on a method changes its
   * policy, or turns retries off.
   *
   * @throws IllegalArgumentException if the type is not an interface, or its module does not open
   *     it to this one
   */
  public <T> T proxy(Class<T> type, T target) {
    return RetryProxy.create(this, type, target);
  }

  Options options() {
    return options;
  }

  /** Whether a call needs no listener, token or guard. */
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

  /**
   * Whether an attempt may be ended before it is over, or get a second one beside it: by
   * {@link RetrierBuilder#attemptTimeout}, an {@linkplain dev.holdfast.latency.ObservedTimeout
   * observed timeout}, or a {@linkplain dev.holdfast.latency.Hedge hedge}. For adapters to code
   * whose attempts cannot be ended.
   */
  public boolean limitsAttempts() {
    return options.attemptTimeoutNanos() != Long.MAX_VALUE
        || options.pipeline().timing().limits()
        || options.pipeline().timing().hedges();
  }

  /** The state of the {@linkplain RetrierBuilder#safeguards safeguards}; empty without them. */
  public Optional<OriginState> origin() {
    return Optional.ofNullable(options.origin());
  }

  /** The figures of this retrier so far. */
  public Statistics statistics() {
    return tally.snapshot();
  }

  /**
   * The attempts of the call that threw this exception, oldest first; empty if it was not retried.
   */
  public static List<AttemptRecord> attempts(Throwable failure) {
    return failure instanceof GaveUpException gaveUp ? gaveUp.attempts() : AttemptsNote.of(failure);
  }

  private static <T> T result(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Failure<T> failure) {
      // The action throws X or an unchecked exception; anything else it threw is passed on as well.
      throw Sneaky.throwing(failure.error());
    }
    return ((Outcome.Value<T>) outcome).value();
  }

  @Override
  public String toString() {
    String deadline = options.deadlineNanos() == Long.MAX_VALUE
        ? "no deadline"
        : "deadline " + Nanos.format(options.deadlineNanos());
    String attempt = options.attemptTimeoutNanos() == Long.MAX_VALUE
        ? ""
        : "attempt timeout " + Nanos.format(options.attemptTimeoutNanos()) + ", ";
    RetryPolicy policy = options.policy();
    return "Retrier[" + policy.limits() + ", " + policy.backoff() + ", " + attempt + deadline + "]";
  }

  /**
   * The figures of a retrier since it was built. Taken while calls go on, they may belong to
   * slightly different moments.
   *
   * @param succeededAtOnce calls that succeeded with the first attempt
   * @param succeededAfterRetry calls that succeeded after a retry
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
      return calls() + " calls: " + succeededAtOnce + " succeeded at once, " + succeededAfterRetry
          + " after retries, " + gaveUp + " given up; " + retries + " retries, waited "
          + Nanos.format(Nanos.of(waited));
    }
  }
}
