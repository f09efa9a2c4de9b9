/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  @Test
  @Tag("E06")
  void startsLaterWhenThereWasNoThreadAtFirst() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    EventLoop loop = new EventLoop(work -> new Thread(work) {
      @Override
      public synchronized void start() {
        if (starts.getAndIncrement() == 0) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        super.start();
      }
    });
    CountDownLatch ran = new CountDownLatch(1);

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(loop::start);
    loop.start();
    loop.execute(ran::countDown);

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    loop.close();
  }

  @Test
  void aTimerThatAnotherOneCancelsInTheSameRoundDoesNotRun() throws Exception {
    EventLoop loop = new EventLoop();
    CompletableFuture<List<String>> ran = new CompletableFuture<>();
    loop.start();
    loop.execute(() -> {
      List<String> names = new ArrayList<>();
      AtomicReference<Timer> second = new AtomicReference<>();
      loop.schedule(0, () -> loop.cancel(Objects.requireNonNull(second.get())));
      second.set(loop.schedule(0, () -> names.add("cancelled")));
      loop.schedule(0, () -> ran.complete(names));
      // All three are due when this is over.
      LockSupport.parkNanos(1_000);
    });

    assertThat(ran.get(30, TimeUnit.SECONDS)).isEmpty();
    loop.close();
  }

  /** Nanos.add takes it for an overflow, and the timer never runs. */
  @Test
  void aTimeThatWasReadBeforeTheFirstTimerWasMadeIsNotNegative() {
    long read = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

    assertThat(read - Timer.EPOCH).isNotNegative();
  }

  @Test
  void whatIsPutOffRunsAfterTheOtherTasksOfTheRoundAndBeforeThreadsAreWoken() throws Exception {
    EventLoop loop = new EventLoop(work -> {
      Thread quiet = new Thread(work);
      quiet.setDaemon(true);
      quiet.setUncaughtExceptionHandler((thread, failure) -> {});
      return quiet;
    });
    List<String> ran = new ArrayList<>();
    CountDownLatch posted = new CountDownLatch(1);
    FutureTask<List<String>> sleeper = new FutureTask<>(() -> {
      posted.countDown();
      LockSupport.park(loop);
      return List.copyOf(ran);
    });
    Thread sleeping = new Thread(sleeper);
    sleeping.start();
    posted.await();
    loop.start();
    loop.execute(() -> {
      loop.wake(sleeping);
      loop.executeAtEndOfRound(() -> {
        ran.add("put off");
        throw new IllegalStateException("must not keep the others from running");
      });
      loop.executeAtEndOfRound(() -> ran.add("put off, too"));
      ran.add("task");
    });

    assertThat(sleeper.get(30, TimeUnit.SECONDS))
        .containsExactly("task", "put off", "put off, too");
    loop.close();
  }

  @Test
  void afterItsEndNothingIsPutOff() {
    EventLoop loop = new EventLoop();
    loop.close();
    List<String> ran = new ArrayList<>();

    loop.executeAtEndOfRound(() -> ran.add("at once"));

    assertThat(ran).containsExactly("at once");
  }

  @Test
  void aTaskThatFailsIsToldToItsOwnerAndTheOthersGoOn() throws Exception {
    EventLoop loop = new EventLoop(work -> {
      Thread quiet = new Thread(work);
      quiet.setDaemon(true);
      quiet.setUncaughtExceptionHandler((thread, failure) -> {
        throw new IllegalStateException("a handler that fails too", failure);
      });
      return quiet;
    });
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    CompletableFuture<String> other = new CompletableFuture<>();
    loop.start();
    loop.execute(
        () -> {
          throw new OutOfMemoryError("for a test");
        },
        told::complete);
    loop.execute(() -> other.complete("ran"));

    assertThat(told.get(30, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
    assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo("ran");
    loop.close();
  }
}
