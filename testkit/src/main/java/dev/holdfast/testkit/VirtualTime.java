/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock on which waiting takes no time: {@link #sleep} returns at once, moves the clock and
 * records the delay.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.create();
 * time.sleep(2_000_000_000L);
 * assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2));
 * }</pre>
 *
 * <p>This applies to waits that only time can end. A thread that also waits for something else,
 * such as a permit of a concurrency limit, really waits: until that arrives, or until another
 * thread {@linkplain #advance advances} the clock to the end of the wait.
 *
 * <p>Thread-safe.
 */
public final class VirtualTime implements TimeSource {

  /** The start of {@link #create()}: 2026-01-15T12:00:00Z, epoch second 1768478400. */
  public static final Instant EPOCH = Instant.ofEpochSecond(1_768_478_400L);

  private final boolean flowing;
  private final List<Duration> sleeps = new ArrayList<>();
  private final Queue<VirtualTimer> timers = new PriorityBlockingQueue<>();
  private Instant wall;
  private boolean wallFrozen;
  private long skippedNanos;

  private VirtualTime(Instant start, boolean flowing) {
    this.wall = start;
    this.flowing = flowing;
  }

  /** A clock that stands still at {@link #EPOCH} until a thread sleeps or advances it. */
  public static VirtualTime create() {
    return startingAt(EPOCH);
  }

  /** A clock that stands still at the given instant until a thread sleeps or advances it. */
  public static VirtualTime startingAt(Instant start) {
    return new VirtualTime(Objects.requireNonNull(start, "start"), false);
  }

  /**
   * A clock for tests with real sockets: real time passes on {@link #nanoTime}, and sleeps and
   * advances are added to it at once. The wall clock begins at {@link #EPOCH} and moves only by
   * sleeps and advances, so that delays computed from HTTP dates stay exact.
   */
  public static VirtualTime flowing() {
    return new VirtualTime(EPOCH, true);
  }

  @Override
  public synchronized long nanoTime() {
    return flowing ? System.nanoTime() + skippedNanos : skippedNanos;
  }

  @Override
  public synchronized Instant now() {
    return wall;
  }

  /**
   * Moves both clocks and returns at once; delays of zero or less are not recorded. Tasks that
   * become due meanwhile run at their time. If one of them interrupts the sleeper, the clocks stop
   * there, as when a timeout ends a real sleep.
   */
  @Override
  public void sleep(long nanos) throws InterruptedException {
    throwIfInterrupted();
    if (nanos <= 0) {
      return;
    }
    write(nanos);
    long left = nanos;
    for (long step = untilNext(left); step < left; step = untilNext(left)) {
      move(step);
      left -= step;
      runDue();
      throwIfInterrupted();
    }
    move(left);
    runDue();
    throwIfInterrupted();
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private synchronized void write(long nanos) {
    sleeps.add(Duration.ofNanos(nanos));
  }

  /** The time until the next timer, at most that much. */
  private synchronized long untilNext(long mostNanos) {
    VirtualTimer next = timers.peek();
    return next == null
        ? mostNanos
        : Math.max(0, Math.min(mostNanos, next.dueNanos() - nanoTime()));
  }

  /**
   * Lets time pass without a sleep.
   *
   * @param duration zero or more
   * @throws IllegalArgumentException if {@code duration} is negative
   */
  public void advance(Duration duration) {
    move(Nanos.of(Nanos.requireNotNegative("duration", duration)));
    runDue();
  }

  private synchronized void move(long nanos) {
    skippedNanos += nanos;
    if (!wallFrozen) {
      wall = wall.plusNanos(nanos);
    }
  }

  /**
   * Keeps the task until the clock has moved that far; it then runs on the thread that moved the
   * clock. On a {@link #flowing} clock it also runs when that much real time has passed.
   */
  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    VirtualTimer timer = new VirtualTimer(nanoTime() + Math.max(0, delayNanos), task);
    timers.add(timer);
    if (flowing) {
      timer.also(TimeSource.system().schedule(delayNanos, () -> expire(timer)));
    }
    return () -> {
      timers.remove(timer);
      timer.cancel();
    };
  }

  /** Moves the clock, records the delay, and runs the task before it returns. */
  @Override
  public Scheduled sleepAsync(long nanos, Runnable then) {
    if (nanos > 0) {
      write(nanos);
      move(nanos);
      runDue();
    }
    then.run();
    return () -> {};
  }

  /** The number of timers that are set and have neither run nor been cancelled. */
  public int pendingTimers() {
    return timers.size();
  }

  private void expire(VirtualTimer timer) {
    if (timers.remove(timer)) {
      timer.run();
    }
  }

  private void runDue() {
    VirtualTimer next;
    while ((next = nextDue()) != null) {
      next.run();
    }
  }

  private synchronized @Nullable VirtualTimer nextDue() {
    VirtualTimer next = timers.peek();
    return next == null || next.dueNanos() - nanoTime() > 0 || !timers.remove(next) ? null : next;
  }

  /** Sets the wall clock, as an operator or NTP would; the monotonic clock does not move. */
  public synchronized void jumpTo(Instant instant) {
    wall = instant;
  }

  /**
   * Stops the wall clock, which then moves by {@link #jumpTo} only; the monotonic clock still runs.
   */
  public synchronized VirtualTime freezeWallClock() {
    wallFrozen = true;
    return this;
  }

  /** Every delay slept so far, in order. */
  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  /** The sum of {@link #sleeps()}. */
  public synchronized Duration slept() {
    return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public String toString() {
    return "VirtualTime[" + (flowing ? "flowing, " : "") + now() + ", slept " + slept() + "]";
  }
}
