/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void standsStillAtTheEpochOfTheVectors() {
    VirtualTime time = VirtualTime.create();

    assertThat(time.now()).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
    assertThat(time.nanoTime()).isEqualTo(time.nanoTime());
  }

  @Test
  void sleepingTakesNoTimeButMovesBothClocks() throws InterruptedException {
    VirtualTime time = VirtualTime.startingAt(Instant.EPOCH);
    Deadline deadline = Deadline.after(HOUR, time);

    time.sleep(HOUR.toNanos());

    assertThat(deadline.expired()).isTrue();
    assertThat(time.now()).isEqualTo(Instant.EPOCH.plus(HOUR));
  }

  @Test
  void everyDelaySleptIsRecordedInOrder() throws InterruptedException {
    VirtualTime time = VirtualTime.create();

    time.sleep(2_000_000_000L);
    time.advance(HOUR);
    time.sleep(0);
    time.sleep(-1);
    time.sleep(1);

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofNanos(1));
    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(2, 1));
  }

  @Test
  void sleepingWhileInterruptedThrowsAndClearsTheFlag() {
    VirtualTime time = VirtualTime.create();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time.sleep(1)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void advancingBackwardsIsRefused() {
    VirtualTime time = VirtualTime.create();

    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duration: PT-1S (expected: >= 0)");
  }

  @Test
  void flowingTimeAddsWhatIsSleptToTheRealClock() throws InterruptedException {
    VirtualTime time = VirtualTime.flowing();
    long before = time.nanoTime();

    time.sleep(HOUR.toNanos());

    assertThat(time.nanoTime() - before).isGreaterThanOrEqualTo(HOUR.toNanos());
    assertThat(time.now()).isEqualTo(VirtualTime.EPOCH.plus(HOUR));
    assertThat(time).hasToString("VirtualTime[flowing, 2026-01-15T13:00:00Z, slept PT1H]");
  }

  @Test
  void theWallClockCanJumpWithoutTheMonotonicClock() {
    VirtualTime time = VirtualTime.create();
    long before = time.nanoTime();

    time.jumpTo(Instant.EPOCH);

    assertThat(time.now()).isEqualTo(Instant.EPOCH);
    assertThat(time.nanoTime()).isEqualTo(before);
  }

  @Test
  void aFrozenWallClockStaysWhileTheMonotonicClockMoves() throws InterruptedException {
    VirtualTime time = VirtualTime.create().freezeWallClock();
    long before = time.nanoTime();

    time.sleep(5);

    assertThat(time.now()).isEqualTo(VirtualTime.EPOCH);
    assertThat(time.nanoTime() - before).isEqualTo(5);
    assertThat(time).hasToString("VirtualTime[2026-01-15T12:00:00Z, slept PT0.000000005S]");
  }

  @Test
  void timersRunWhenTheClockHasMovedThatFarInTheOrderOfTheirTimes() {
    VirtualTime time = VirtualTime.create();
    List<String> ran = new ArrayList<>();
    time.schedule(3_000_000_000L, () -> ran.add("third"));
    time.schedule(1_000_000_000L, () -> ran.add("first"));
    time.schedule(1_000_000_000L, () -> ran.add("second"));
    time.schedule(2_000_000_000L, () -> ran.add("cancelled")).cancel();

    time.advance(Duration.ofSeconds(2));

    assertThat(ran).containsExactly("first", "second");
    assertThat(time.pendingTimers()).isEqualTo(1);
    time.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("first", "second", "third");
  }

  @Test
  void timersRunAtTheirTimesWhileAnotherThreadSleeps() throws InterruptedException {
    VirtualTime time = VirtualTime.create();
    List<Instant> ran = new ArrayList<>();
    Runnable write = () -> ran.add(time.now());
    time.schedule(1_000_000_000L, () -> {
      write.run();
      time.schedule(2_000_000_000L, write);
    });
    time.schedule(5_000_000_000L, write);
    time.schedule(5_000_000_001L, write);

    time.sleep(5_000_000_000L);

    assertThat(ran)
        .containsExactly(
            VirtualTime.EPOCH.plusSeconds(1),
            VirtualTime.EPOCH.plusSeconds(3),
            VirtualTime.EPOCH.plusSeconds(5));
    assertThat(time.now()).isEqualTo(VirtualTime.EPOCH.plusSeconds(5));
    assertThat(time.pendingTimers()).isEqualTo(1);
  }

  @Test
  void aTimerThatInterruptsTheSleeperEndsTheSleepAtItsTime() {
    VirtualTime time = VirtualTime.create();
    time.schedule(1_000_000_000L, Thread.currentThread()::interrupt);

    assertThatThrownBy(() -> time.sleep(5_000_000_000L)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(time.now()).isEqualTo(VirtualTime.EPOCH.plusSeconds(1));
  }

  @Test
  void anAsynchronousSleepIsOverAtOnceAndWrittenDown() {
    VirtualTime time = VirtualTime.create();
    List<Instant> woken = new ArrayList<>();

    time.sleepAsync(5_000_000_000L, () -> woken.add(time.now()));

    assertThat(woken).containsExactly(VirtualTime.EPOCH.plusSeconds(5));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void aTimerOnAFlowingClockRunsByItself() throws Exception {
    VirtualTime time = VirtualTime.flowing();
    CountDownLatch ran = new CountDownLatch(2);

    time.schedule(1_000_000L, ran::countDown);
    time.schedule(3_600_000_000_000L, ran::countDown);
    time.advance(Duration.ofHours(2));

    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(time.pendingTimers()).isZero();
  }
}
