/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.http.batch.Lane.Waiting;
import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch. Events arrive one after another, so no lock is needed. {@link #goesOn}
 * follows each.
 */
final class BatchRun<Q, A> {

  private static final Scheduled NO_TIMER = () -> {};

  /** The reason why a batch ends before all its requests. */
  private enum End {
    DEADLINE,
    FATAL,
    INTERRUPT
  }

  /** A call in flight, with its lane. */
  private record InFlight<Q, A>(Lane<Q> lane, Waiting<Q> request, CompletableFuture<A> call) {}

  private final BatchCalls<Q, A> calls;
  private final Batch.Rules<Q, A> rules;
  private final Predicate<BatchItem<Q, A>> kept;
  private final Consumer<BatchItem<Q, A>> consumer;
  private final BatchSource<Q> source;
  private final OptionalLong total;
  private final TimeSource time;
  private final long startNanos;
  private final Deadline deadline;

  private final Executor events;
  private final Map<String, Lane<Q>> lanes = new LinkedHashMap<>();
  private final Map<Long, InFlight<Q, A>> inFlight = new HashMap<>();
  private final List<BatchItem<Q, A>> items = new ArrayList<>();
  private long taken;
  private int waiting;
  private int running;
  private long succeeded;
  private long failed;
  private @Nullable End ended;
  private Scheduled limit = NO_TIMER;
  private Scheduled wake = NO_TIMER;
  private @Nullable BatchItem<Q, A> stoppedBy;

  BatchRun(
      BatchCalls<Q, A> calls,
      Iterable<? extends Q> requests,
      Batch.Rules<Q, A> rules,
      Predicate<BatchItem<Q, A>> kept,
      Consumer<BatchItem<Q, A>> consumer,
      Executor events) {
    this.calls = calls;
    this.events = events;
    this.rules = rules;
    this.kept = kept;
    this.consumer = consumer;
    this.total = requests instanceof Collection<?> known
        ? OptionalLong.of(known.size())
        : OptionalLong.empty();
    this.time = calls.time();
    this.startNanos = time.nanoTime();
    this.deadline = rules.nanos() == Long.MAX_VALUE
        ? Deadline.none()
        : Deadline.afterNanos(rules.nanos(), startNanos, time);
    this.source = new BatchSource<>(requests.iterator(), calls::scheduleOrEnd, deadline);
  }

  /** Starts the deadline, and waits for the end of the session. */
  void begin() {
    limit = calls.scheduleOrEnd(rules.nanos(), () -> events.execute(this::endNow));
  }

  /** Ends the run at its deadline, or because the session was closed. */
  private void endNow() {
    end(deadline.expired() ? End.DEADLINE : End.INTERRUPT);
  }

  /** Ends the run when the caller no longer waits. */
  void interrupt() {
    end(End.INTERRUPT);
  }

  /** Cancels everything that is still running. */
  void close() {
    limit.cancel();
    wake.cancel();
    List.copyOf(inFlight.values()).forEach(each -> each.call().cancel(true));
  }

  /** Begins the calls that may begin. Returns whether there is something to wait for. */
  boolean goesOn() {
    if (ended == null) {
      fill();
    }
    if (ended != null) {
      drop();
      return false;
    }
    if (running == 0 && waiting == 0) {
      return false;
    }
    wakeWhenPauseEnds();
    return true;
  }

  /** Takes requests only while there is room for a call that no request taken so far can use. */
  private void fill() {
    startAll();
    while (ended == null && running < rules.concurrency() && waiting < rules.lookAhead()) {
      Optional<Q> request = source.next();
      Optional<Lane<Q>> lane = request.map(this::take);
      if (source.late()) {
        endNow();
      } else if (lane.isEmpty()) {
        return;
      } else if (lane.get().mayStart(time.nanoTime())) {
        start(lane.get());
      }
    }
  }

  private Lane<Q> take(Q request) {
    Lane<Q> lane = lanes.computeIfAbsent(
        calls.place(request), place -> new Lane<>(place, rules.perPlace(), time.nanoTime()));
    lane.waiting.addLast(new Waiting<>(taken++, request));
    waiting++;
    return lane;
  }

  /** Starts calls of each place in turn, so that none delays the others. */
  private void startAll() {
    long now = time.nanoTime();
    boolean started = waiting > 0;
    while (started && running < rules.concurrency()) {
      started = false;
      for (Lane<Q> lane : lanes.values()) {
        if (running < rules.concurrency() && lane.mayStart(now)) {
          start(lane);
          started = true;
        }
      }
    }
  }

  private void start(Lane<Q> lane) {
    Waiting<Q> next = lane.start();
    waiting--;
    running++;
    CompletableFuture<A> call = calls.begin(next.request(), deadline);
    inFlight.put(next.index(), new InFlight<>(lane, next, call));
    CompletionStage<A> end = call;
    end.whenComplete(
        (response, failure) -> events.execute(() -> over(next.index(), response, failure)));
  }

  private void over(long index, @Nullable A response, @Nullable Throwable thrown) {
    InFlight<Q, A> of = inFlight.remove(index);
    if (of == null) {
      return;
    }
    running--;
    Waiting<Q> request = of.request();
    Throwable failure = thrown == null ? null : StageFailures.unwrapped(thrown);
    Optional<Duration> again =
        failure == null || ended != null ? Optional.empty() : calls.refused(failure);
    if (again.isPresent()) {
      of.lane().refused(request, again.get().toNanos(), time.nanoTime());
      waiting++;
      return;
    }
    of.lane().ended();
    if (of.lane().idle()) {
      lanes.remove(of.lane().place);
    }
    if (failure instanceof CancellationException) {
      failure = calls.ended(request.request(), ended == End.DEADLINE, true);
    }
    add(new BatchItem<>(
        request.index(),
        request.request(),
        Optional.ofNullable(response),
        Optional.ofNullable(failure),
        true,
        response != null && calls.ok(response)));
  }

  private void add(BatchItem<Q, A> item) {
    if (item.ok()) {
      succeeded++;
    } else {
      failed++;
    }
    if (kept.test(item)) {
      items.add(item);
    }
    consumer.accept(item);
    rules.progress().accept(new BatchProgress(succeeded + failed, failed, running, total));
    if (ended == null && rules.fatal().test(item)) {
      stoppedBy = item;
      end(End.FATAL);
    }
  }

  private void end(End why) {
    if (ended == null) {
      ended = why;
    }
  }

  /** Cancels calls in flight, and reports pending ones. */
  private void drop() {
    for (InFlight<Q, A> each : List.copyOf(inFlight.values())) {
      each.call().cancel(true);
      // The future is complete now, so this runs at once.
      CompletionStage<A> end = each.call();
      end.whenComplete((response, failure) -> over(each.request().index(), response, failure));
    }
    for (Lane<Q> lane : lanes.values()) {
      for (Waiting<Q> left : List.copyOf(lane.waiting)) {
        Throwable failure = calls.ended(left.request(), ended == End.DEADLINE, false);
        add(new BatchItem<>(
            left.index(), left.request(), Optional.empty(), Optional.of(failure), false, false));
      }
      lane.waiting.clear();
    }
    waiting = 0;
  }

  private void wakeWhenPauseEnds() {
    long now = time.nanoTime();
    long shortest = Long.MAX_VALUE;
    if (running < rules.concurrency()) {
      for (Lane<Q> lane : lanes.values()) {
        shortest = Math.min(shortest, lane.pausedNanos(now));
      }
    }
    wake.cancel();
    wake = shortest == Long.MAX_VALUE
        ? NO_TIMER
        : time.sleepAsync(shortest, () -> events.execute(() -> {}));
  }

  BatchReport<Q, A> report() {
    items.sort(Comparator.comparingLong(BatchItem::index));
    return new BatchReport<>(
        items,
        succeeded,
        failed,
        Optional.ofNullable(stoppedBy),
        source.exhausted(),
        Duration.ofNanos(time.nanoTime() - startNanos));
  }
}
