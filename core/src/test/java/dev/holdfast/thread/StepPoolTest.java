/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StepPoolTest {

  private static final int MOST = 4;

  private final Set<Thread> made = ConcurrentHashMap.newKeySet();
  private final ThreadFactory threads = task -> {
    Thread thread = DaemonThreads.named("step").newThread(task);
    made.add(thread);
    return thread;
  };
  private final StepPool pool = new StepPool(MOST, threads);

  @AfterEach
  void retire() {
    pool.retire();
  }

  @RepeatedTest(20)
  void stepsThatBlockHoldUpNoOtherWhileThereAreThreads() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(MOST - 1);
    for (int i = 0; i < MOST - 1; i++) {
      pool.execute(() -> {
        blocked.countDown();
        await(end);
      });
    }
    CountDownLatch others = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      pool.execute(others::countDown);
    }

    await(blocked);
    await(others);
    end.countDown();
    assertThat(made).hasSizeLessThanOrEqualTo(MOST);
  }

  @Test
  void everyStepRunsOnceWhicheverThreadsAskForIt() throws Exception {
    Map<Integer, Integer> runs = new ConcurrentHashMap<>();
    int each = 5_000;
    CountDownLatch all = new CountDownLatch(3 * each);
    for (int asking = 0; asking < 3; asking++) {
      int first = asking * each;
      Thread thread = new Thread(() -> {
        for (int i = first; i < first + each; i++) {
          int step = i;
          pool.execute(() -> {
            runs.merge(step, 1, Integer::sum);
            all.countDown();
          });
        }
      });
      thread.setDaemon(true);
      thread.start();
    }

    await(all);
    assertThat(runs).hasSize(3 * each);
    assertThat(runs.values()).containsOnly(1);
  }

  @Test
  void stepsOfOneAskerBeginInTheirOrder() throws Exception {
    StepPool one = new StepPool(1, threads);
    StringBuilder order = new StringBuilder();
    CountDownLatch all = new CountDownLatch(5);
    for (int i = 0; i < 5; i++) {
      int step = i;
      one.execute(() -> {
        order.append(step);
        all.countDown();
      });
    }

    await(all);
    assertThat(order).hasToString("01234");
    one.retire();
  }

  @Test
  void aStepThatFailsOrLeavesAnInterruptDisturbsNoOther() throws Exception {
    StepPool one = new StepPool(1, task -> {
      Thread thread = threads.newThread(task);
      thread.setUncaughtExceptionHandler((where, failure) -> {});
      return thread;
    });
    AtomicBoolean interrupted = new AtomicBoolean(true);
    CountDownLatch ran = new CountDownLatch(1);
    one.execute(() -> {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("for a test");
    });
    one.execute(() -> {
      interrupted.set(Thread.currentThread().isInterrupted());
      ran.countDown();
    });

    await(ran);
    assertThat(interrupted).isFalse();
    assertThat(made).hasSize(1);
    one.retire();
  }

  @Test
  void threadsEndSoonAfterThePoolIsRetiredAndOthersComeForLaterSteps() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    pool.execute(first::countDown);
    await(first);
    pool.retire();
    for (Thread thread : made) {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      assertThat(thread.isAlive()).isFalse();
    }

    CountDownLatch later = new CountDownLatch(1);
    pool.execute(later::countDown);

    await(later);
  }

  @Test
  void whoAsksIsToldIfThereIsNoThreadAndNoneCanBeMade() throws Exception {
    AtomicInteger refused = new AtomicInteger(1);
    StepPool poor = new StepPool(MOST, task -> {
      if (refused.getAndDecrement() > 0) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      return threads.newThread(task);
    });
    Semaphore lost = new Semaphore(0);
    Semaphore ran = new Semaphore(0);

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> poor.execute(lost::release));
    poor.execute(ran::release);

    assertThat(ran.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(lost.availablePermits()).isZero();
    poor.retire();
  }

  @Test
  void stepsWaitForTheThreadsThereAreIfNoOtherCanBeMade() throws Exception {
    AtomicInteger allowed = new AtomicInteger(1);
    StepPool poor = new StepPool(MOST, task -> {
      if (allowed.getAndDecrement() <= 0) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      return threads.newThread(task);
    });
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(2);
    poor.execute(() -> await(end));
    poor.execute(all::countDown);
    poor.execute(all::countDown);
    end.countDown();

    await(all);
    poor.retire();
  }

  @Test
  void aServiceThreadWakesAtTheEndOfItsRound() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    pool.execute(begun::countDown);
    await(begun);
    waitUntilIdle();
    AtomicBoolean early = new AtomicBoolean();
    CountDownLatch ran = new CountDownLatch(1);
    Thread service = DaemonThreads.service("service").newThread(() -> {
      ServiceThread.worksInRounds();
      pool.execute(ran::countDown);
      early.set(made.stream().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE));
      ServiceThread.endRound();
    });
    service.start();

    await(ran);
    service.join();
    assertThat(early).isFalse();
  }

  private void waitUntilIdle() throws InterruptedException {
    while (made.stream().anyMatch(each -> each.getState() != Thread.State.TIMED_WAITING)) {
      assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
