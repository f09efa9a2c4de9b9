/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.limit;

import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.queued;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Together;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.Ticket;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BulkheadTest {

  private final FakeTime time = new FakeTime();
  private final Bulkhead bulkhead =
      new Bulkhead("api.example.com", ConcurrencyLimit.fixed(2).queue(2), time);

  @Test
  void letsAsManyPassAsTheLimitSaysAndQueuesTheNext() {
    granted(bulkhead.admit());
    granted(bulkhead.admit());

    Admission.Queued queued = queued(bulkhead.admit());

    assertThat(queued.longestNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
    assertThat(queued.ticket().take()).isNull();
    assertThat(bulkhead.inFlight()).isEqualTo(2);
    assertThat(bulkhead.waiting()).isEqualTo(1);
    assertThat(queued.refusal().kind()).isEqualTo(Refusal.Kind.QUEUE_TIMEOUT);
    assertThat(queued.refusal().reason())
        .isEqualTo("the concurrency limit of api.example.com (2 at once) is reached;"
            + " the longest wait is 10 s");
  }

  @Test
  void refusesWhenTheQueueIsFull() {
    for (int i = 0; i < 4; i++) {
      bulkhead.admit();
    }

    Refusal refused = refused(bulkhead.admit());

    assertThat(refused.kind()).isEqualTo(Refusal.Kind.OVERLOADED);
    assertThat(refused.reason()).endsWith("(2 at once) is reached, and its queue of 2 is full");
  }

  @Test
  void attemptsThatHangGiveWayToOneMoreAtATime() {
    Bulkhead adapting =
        new Bulkhead("api.example.com", ConcurrencyLimit.aimd().bounds(2, 10), time);
    Permit hangs = granted(adapting.admit()).permit();
    granted(adapting.admit());
    assertThat(adapting.admit()).isInstanceOf(Admission.Queued.class);
    time.advance(Duration.ofMillis(700).toNanos());

    queued(adapting.admit());
    assertThat(adapting.inFlight()).as("one more for the two that hang").isEqualTo(3);
    Admission.Queued next = queued(adapting.admit());
    assertThat(next.longestNanos())
        .as("no backlog")
        .isEqualTo(Duration.ofSeconds(3).toNanos());
    hangs.close(Ending.FAILED, Duration.ofSeconds(27).toNanos());
    assertThat(adapting.inFlight()).as("a slow failure is no answer").isEqualTo(2);
  }

  @Test
  void anAnswerBringsAllPermitsBackAlthoughEarlierAttemptsHang() {
    Bulkhead adapting =
        new Bulkhead("api.example.com", ConcurrencyLimit.aimd().bounds(3, 10), time);
    for (int i = 0; i < 3; i++) {
      granted(adapting.admit());
    }
    time.advance(Duration.ofMillis(700).toNanos());
    Permit probe = granted(adapting.admit()).permit();
    queued(adapting.admit());
    queued(adapting.admit());

    probe.close(Ending.SUCCEEDED, 1_000_000);

    assertThat(adapting.waiting()).isZero();
    assertThat(adapting.inFlight()).as("three that hang, two that waited").isEqualTo(5);
  }

  @Test
  void aFixedLimitIsNeverExceeded() {
    granted(bulkhead.admit());
    granted(bulkhead.admit());
    time.advance(Duration.ofMinutes(1).toNanos());

    queued(bulkhead.admit());

    assertThat(bulkhead.inFlight()).isEqualTo(2);
  }

  @Test
  void wakesWaitersInTheOrderTheyCame() {
    Permit first = granted(bulkhead.admit()).permit();
    Permit second = granted(bulkhead.admit()).permit();
    List<String> woken = new ArrayList<>();
    Ticket earlier = queued(bulkhead.admit()).ticket();
    Ticket later = queued(bulkhead.admit()).ticket();
    later.whenReady(() -> woken.add("later"));
    earlier.whenReady(() -> woken.add("earlier"));

    first.close(Ending.SUCCEEDED, 1);
    assertThat(woken).containsExactly("earlier");
    second.close(Ending.FAILED, 1);

    assertThat(woken).containsExactly("earlier", "later");
    assertThat(earlier.take()).isNotNull();
    assertThat(earlier.take()).isNull();
  }

  @Test
  void wakesAtOnceWhenThePlaceIsThereAlready() {
    Permit first = granted(bulkhead.admit()).permit();
    granted(bulkhead.admit());
    Ticket ticket = queued(bulkhead.admit()).ticket();
    first.close(Ending.SUCCEEDED, 1);
    List<String> woken = new ArrayList<>();

    ticket.whenReady(() -> woken.add("now"));

    assertThat(woken).containsExactly("now");
  }

  @Tag("I10")
  @Test
  void aWaiterThatLeavesGivesBackAPlaceThatCameInTheSameMoment() {
    Permit first = granted(bulkhead.admit()).permit();
    Permit second = granted(bulkhead.admit()).permit();
    Ticket ticket = queued(bulkhead.admit()).ticket();
    first.close(Ending.SUCCEEDED, 1);

    ticket.leave();
    ticket.leave();
    second.close(Ending.SUCCEEDED, 1);

    assertThat(bulkhead.inFlight()).isZero();
    assertThat(bulkhead.waiting()).isZero();
  }

  @Test
  void nobodyOvertakesThoseWhoWait() {
    Permit first = granted(bulkhead.admit()).permit();
    granted(bulkhead.admit());
    Ticket gone = queued(bulkhead.admit()).ticket();
    queued(bulkhead.admit());
    gone.leave();
    first.close(Ending.SUCCEEDED, 1);

    assertThat(bulkhead.admit()).isInstanceOf(Admission.Queued.class);
  }

  @Tag("I10")
  @Test
  void neverHasMoreUnderWayThanTheLimitAndEndsEmptyAmongManyThreads() {
    Bulkhead busy = new Bulkhead("x", ConcurrencyLimit.fixed(5).queue(1000), time);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    int done = Together.sum(16, thread -> {
      int passed = 0;
      for (int i = 0; i < 2000; i++) {
        Permit permit = permit(busy.admit(), i % 3 == 0);
        if (permit != null) {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          inside.decrementAndGet();
          permit.close(Ending.SUCCEEDED, 1);
          passed++;
        }
      }
      return passed;
    });

    assertThat(done).isPositive();
    assertThat(most.get()).isBetween(1, 5);
    assertThat(busy.inFlight()).isZero();
    assertThat(busy.waiting()).isZero();
  }

  private static @Nullable Permit permit(Admission admission, boolean impatient) {
    if (admission instanceof Admission.Granted granted) {
      return granted.permit();
    }
    Ticket ticket = queued(admission).ticket();
    Permit permit = impatient ? null : ticket.take();
    ticket.leave();
    return permit;
  }

  @Test
  void additiveIncreaseRaisesAUsedLimitStepByStepUpToItsBound() {
    Bulkhead adaptive = new Bulkhead("x", ConcurrencyLimit.aimd().bounds(10, 12), time);

    useAll(adaptive, 3, Ending.SUCCEEDED, 1);
    assertThat(adaptive.limit()).isEqualTo(11);
    useAll(adaptive, 10, Ending.SUCCEEDED, 1);

    assertThat(adaptive.limit()).isEqualTo(12);
  }

  @Test
  void aFailureCutsTheLimitByATenthOnceForAllThatWereUnderWay() {
    Bulkhead adaptive = new Bulkhead("x", ConcurrencyLimit.aimd().bounds(100, 200), time);
    time.advance(1000);

    useAll(adaptive, 1, Ending.FAILED, 10);

    assertThat(adaptive.limit()).isEqualTo(90);
  }

  @Test
  void theLimitNeverFallsBelowOne() {
    Bulkhead adaptive = new Bulkhead("x", ConcurrencyLimit.aimd().bounds(2, 200), time);

    useAll(adaptive, 100, Ending.FAILED, 10);

    assertThat(adaptive.limit()).isEqualTo(1);
    assertThat(adaptive.admit()).isInstanceOf(Admission.Granted.class);
  }

  @Test
  void aLimitThatIsNotUsedDoesNotGrow() {
    Bulkhead adaptive = new Bulkhead("x", ConcurrencyLimit.aimd().bounds(10, 20), time);

    for (int i = 0; i < 1000; i++) {
      granted(adaptive.admit()).permit().close(Ending.SUCCEEDED, 1);
    }

    assertThat(adaptive.limit()).isEqualTo(10);
  }

  @Test
  void gradientFallsWhenLatencyRisesAndRecoversWhenItDoes() {
    Bulkhead adaptive = new Bulkhead("x", ConcurrencyLimit.gradient().bounds(50, 100), time);
    long usual = Duration.ofMillis(10).toNanos();
    useAll(adaptive, 5, Ending.SUCCEEDED, usual);
    assertThat(adaptive.limit()).isEqualTo(100);

    useAll(adaptive, 3, Ending.SUCCEEDED, usual * 10);
    int low = adaptive.limit();
    useAll(adaptive, 40, Ending.SUCCEEDED, usual);

    assertThat(low).isLessThan(30);
    assertThat(adaptive.limit()).isGreaterThan(80);
  }

  @Test
  void describesALimitThatMovesAsItIsNow() {
    Bulkhead moving = new Bulkhead("x", ConcurrencyLimit.aimd().bounds(10, 100), new FakeTime());

    assertThat(moving.describe())
        .isEqualTo("concurrency limit 1 to 100 (AIMD) at once, 10000 may wait up to 10 s: now 10");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> ConcurrencyLimit.fixed(0))
        .hasMessage("initial: 0 (expected: 1 to 1000000)");
    assertThatThrownBy(() -> ConcurrencyLimit.aimd().bounds(10, 5))
        .hasMessage("max: 5 (expected: 10 to 1000000)");
    assertThatThrownBy(() -> ConcurrencyLimit.fixed(5).bounds(1, 10))
        .hasMessage("max: 10 (expected: 1, as the limit is fixed)");
    assertThatThrownBy(() -> ConcurrencyLimit.fixed(1).queue(-1))
        .hasMessage("queue: -1 (expected: 0 to 1000000)");
    assertThatThrownBy(() -> ConcurrencyLimit.fixed(1).longestWait(Duration.ofNanos(-1)))
        .hasMessageStartingWith("longestWait: ");
  }

  /** Runs rounds in which all permits are used, then ends all attempts. */
  private void useAll(Bulkhead which, int rounds, Ending ending, long elapsed) {
    for (int round = 0; round < rounds; round++) {
      time.advance(elapsed);
      List<Permit> permits = new ArrayList<>();
      while (which.inFlight() < which.limit()) {
        permits.add(granted(which.admit()).permit());
      }
      permits.forEach(permit -> permit.close(ending, elapsed));
    }
  }
}
