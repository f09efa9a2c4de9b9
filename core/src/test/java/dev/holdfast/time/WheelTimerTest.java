/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WheelTimerTest {

  private static final long MILLI = 1_000_000L;

  private final WheelTimer timer = new WheelTimer(MILLI);

  @Test
  void tasksRunInTheOrderOfTheirTimesAndNeverEarly() throws Exception {
    ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    AtomicInteger early = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(3);
    TimeSource clock = TimeSource.system();
    for (long delay : new long[] {400, 5, 200}) {
      long due = clock.nanoTime() + delay * MILLI;
      timer.schedule(delay * MILLI, () -> {
        early.addAndGet(clock.nanoTime() < due ? 1 : 0);
        delays.add(delay);
        all.countDown();
      });
    }

    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(delays).containsExactly(5L, 200L, 400L);
    assertThat(early).hasValue(0);
  }

  @Test
  void aTaskBeyondOneTurnOfTheWheelStillRuns() throws Exception {
    WheelTimer quick = new WheelTimer(MILLI / 100);
    Semaphore ran = new Semaphore(0);

    // 1,024 buckets of 10 microseconds are 10 ms.
    quick.schedule(50 * MILLI, ran::release);

    assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCancelledTaskDoesNotRun() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Semaphore last = new Semaphore(0);
    Scheduled cancelled = timer.schedule(500 * MILLI, ran::incrementAndGet);
    cancelled.cancel();
    cancelled.cancel();
    timer.schedule(520 * MILLI, last::release);

    assertThat(last.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).hasValue(0);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void cancellingAnyOfABucketLeavesTheOthers() throws Exception {
    Semaphore ran = new Semaphore(0);
    List<Scheduled> all = IntStream.range(0, 3_000)
        .mapToObj(i -> timer.schedule(40 * MILLI, ran::release))
        .toList();
    for (int i = 0; i < all.size(); i += 3) {
      all.get(i).cancel();
    }

    assertThat(ran.tryAcquire(2_000, 20, TimeUnit.SECONDS)).isTrue();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aTaskThatThrowsDoesNotStopTheWheel() throws Exception {
    Semaphore ran = new Semaphore(0);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> ran.release());
    try {
      timer.schedule(0, () -> {
        throw new IllegalStateException("thrown by a timer's task");
      });
      timer.schedule(20 * MILLI, ran::release);

      assertThat(ran.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aHandlerThatThrowsDoesNotStopTheWheelEither() throws Exception {
    Semaphore ran = new Semaphore(0);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      throw new IllegalStateException("thrown by a handler");
    });
    try {
      timer.schedule(0, () -> {
        throw new IllegalStateException("thrown by a timer's task");
      });
      timer.schedule(20 * MILLI, ran::release);

      assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aTaskThatIsHeldUpOnItsWayIntoTheWheelDoesNotWaitForAnotherTurn() throws Exception {
    // One turn takes 51 s.
    WheelTimer slow = new WheelTimer(50 * MILLI);
    Semaphore ran = new Semaphore(0);
    slow.schedule(0, ran::release);
    assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

    // The thread read the clock and was delayed, and the wheel has passed that tick meanwhile.
    slow.at(1, ran::release);

    assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itsThreadEndsWhenIdleAndComesBackWhenNeeded() throws Exception {
    Semaphore ran = new Semaphore(0);
    timer.schedule(0, ran::release);
    assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

    Thread thread = timer.thread();
    if (thread != null) {
      thread.join(20_000);
    }
    assertThat(timer.thread()).isNull();

    timer.schedule(0, ran::release);
    assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    assertThat(timer).hasToString("WheelTimer[tick 1 ms, 0 pending]");
  }
}
