/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Many calls as one job. Each call waits for its turn, so that no limit refuses it. The batch
 * limits the calls in flight to one place (an origin) and in all, and makes fewer if a limit of the
 * session (connections, concurrency, rate) allows fewer. The requests are taken one by one when
 * there is room for them, so they may be created lazily.
 *
 * <p>Immutable: every setter returns another batch. {@link #run} and {@link #forEach} block the
 * calling thread, and run all code of the caller's on it; {@link #runAsync} and
 * {@link #forEachAsync} hold none.
 *
 * @param <Q> type of a request
 * @param <A> type of a response
 */
public final class Batch<Q, A> {

  static final int DEFAULT_PER_PLACE = 16;
  static final int DEFAULT_CONCURRENCY = 128;
  static final int DEFAULT_LOOK_AHEAD = 10_000;

  private final BatchCalls<Q, A> calls;
  private final Iterable<? extends Q> requests;
  private final Rules<Q, A> rules;

  /**
   * The settings of a batch.
   *
   * @param perPlace the most calls to one place at a time
   * @param concurrency the most calls at a time
   * @param lookAhead the most requests that are taken and are pending
   * @param nanos the time from the beginning to the deadline; {@link Long#MAX_VALUE} for none
   * @param fatal decides which item ends the batch
   * @param progress called after each item
   */
  record Rules<Q, A>(
      int perPlace,
      int concurrency,
      int lookAhead,
      long nanos,
      Predicate<BatchItem<Q, A>> fatal,
      Consumer<BatchProgress> progress) {}

  private Batch(BatchCalls<Q, A> calls, Iterable<? extends Q> requests, Rules<Q, A> rules) {
    this.calls = calls;
    this.requests = requests;
    this.rules = rules;
  }

  /** Creates a batch with the defaults. */
  public static <Q, A> Batch<Q, A> of(BatchCalls<Q, A> calls, Iterable<? extends Q> requests) {
    return new Batch<>(
        Objects.requireNonNull(calls, "calls"),
        Objects.requireNonNull(requests, "requests"),
        new Rules<>(
            DEFAULT_PER_PLACE,
            DEFAULT_CONCURRENCY,
            DEFAULT_LOOK_AHEAD,
            Long.MAX_VALUE,
            item -> false,
            progress -> {}));
  }

  private Batch<Q, A> with(Rules<Q, A> other) {
    return new Batch<>(calls, requests, other);
  }

  /**
   * Limits the calls in flight to one origin (default 16).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Batch<Q, A> perOrigin(int most) {
    return with(new Rules<>(
        atLeastOne("perOrigin", most),
        rules.concurrency,
        rules.lookAhead,
        rules.nanos,
        rules.fatal,
        rules.progress));
  }

  /**
   * Limits the calls in flight to all origins together (default 128).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Batch<Q, A> concurrency(int most) {
    return with(new Rules<>(
        rules.perPlace,
        atLeastOne("concurrency", most),
        rules.lookAhead,
        rules.nanos,
        rules.fatal,
        rules.progress));
  }

  /**
   * Limits the requests that are taken and pending (default 10,000). A longer run of requests to
   * one origin delays later requests to other origins.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Batch<Q, A> lookAhead(int most) {
    return with(new Rules<>(
        rules.perPlace,
        rules.concurrency,
        atLeastOne("lookAhead", most),
        rules.nanos,
        rules.fatal,
        rules.progress));
  }

  /**
   * Sets the deadline of the whole batch (default: none; each call has its own, from the beginning
   * of that call). When it passes, calls in flight end, pending ones are reported as not sent, and
   * a source of requests that blocks is interrupted. The consumer and the listener are not: they
   * are called for those requests too, after the deadline.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public Batch<Q, A> deadline(Duration deadline) {
    return with(new Rules<>(
        rules.perPlace,
        rules.concurrency,
        rules.lookAhead,
        Nanos.of(Nanos.requirePositive("deadline", deadline)),
        rules.fatal,
        rules.progress));
  }

  /**
   * Sets which item ends the batch (default: none). Then calls in flight are cancelled, and pending
   * ones are reported as not sent.
   */
  public Batch<Q, A> stopAt(Predicate<BatchItem<Q, A>> fatal) {
    return with(new Rules<>(
        rules.perPlace,
        rules.concurrency,
        rules.lookAhead,
        rules.nanos,
        Objects.requireNonNull(fatal, "fatal"),
        rules.progress));
  }

  /** Sets a listener that is called with the progress after each item (default: none). */
  public Batch<Q, A> progress(Consumer<BatchProgress> progress) {
    return with(new Rules<>(
        rules.perPlace,
        rules.concurrency,
        rules.lookAhead,
        rules.nanos,
        rules.fatal,
        Objects.requireNonNull(progress, "progress")));
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
    return value;
  }

  /**
   * Runs the batch and keeps all its items, with their responses. An error of one call does not end
   * it. An interrupt does: calls in flight are cancelled, the report has the results so far, and
   * the thread's flag stays set. Closing the session ends it in the same way, and interrupts a
   * source of requests that blocks.
   *
   * <p>An exception of the requests, the progress listener or the fatal condition ends the batch
   * and is thrown.
   */
  public BatchReport<Q, A> run() {
    return BlockingBatch.run(this::all);
  }

  /**
   * Runs the batch as {@link #run} does, but hands each item to the consumer when it ends, in the
   * order in which they end, and keeps only those that failed.
   */
  public BatchReport<Q, A> forEach(Consumer<BatchItem<Q, A>> consumer) {
    return BlockingBatch.run(each(consumer));
  }

  /**
   * Runs the batch as {@link #run} does, without holding a thread. Cancelling the future ends the
   * batch as an interrupt does: calls in flight are cancelled. All code of the caller's runs on the
   * session's executor, one piece after another; only the iterator is created at once.
   */
  public CompletableFuture<BatchReport<Q, A>> runAsync() {
    return AsyncBatch.start(calls.executor(), this::all);
  }

  /**
   * Runs the batch as {@link #forEach} and {@link #runAsync} do. The next call begins when the
   * consumer has returned, if it takes longer than the calls.
   */
  public CompletableFuture<BatchReport<Q, A>> forEachAsync(Consumer<BatchItem<Q, A>> consumer) {
    return AsyncBatch.start(calls.executor(), each(consumer));
  }

  private BatchRun<Q, A> all(Executor events) {
    return new BatchRun<>(calls, requests, rules, item -> true, item -> {}, events);
  }

  private Function<Executor, BatchRun<Q, A>> each(Consumer<BatchItem<Q, A>> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return events -> new BatchRun<>(calls, requests, rules, item -> !item.ok(), consumer, events);
  }
}
