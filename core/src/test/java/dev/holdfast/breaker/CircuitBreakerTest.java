/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import static dev.holdfast.breaker.BreakerFixture.POLICY;
import static dev.holdfast.breaker.BreakerFixture.admitted;
import static dev.holdfast.breaker.BreakerFixture.end;
import static dev.holdfast.breaker.BreakerFixture.policy;
import static dev.holdfast.breaker.BreakerFixture.reason;
import static dev.holdfast.breaker.BreakerFixture.trip;
import static dev.holdfast.breaker.CircuitBreaker.State.CLOSED;
import static dev.holdfast.breaker.CircuitBreaker.State.DISABLED;
import static dev.holdfast.breaker.CircuitBreaker.State.FORCED_OPEN;
import static dev.holdfast.breaker.CircuitBreaker.State.OPEN;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The states of a breaker: what opens it, and what it tells of itself. */
class CircuitBreakerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final BreakerFixture fixture = new BreakerFixture();
  private final FakeTime time = fixture.time();
  private final List<String> changes = fixture.changes();
  private final CircuitBreaker breaker = fixture.breaker(POLICY);

  @Test
  void opensWhenHalfOfTheRecentCallsFailed() {
    end(breaker, 8, Ending.SUCCEEDED);
    end(breaker, 7, Ending.FAILED);
    assertThat(breaker.state()).isEqualTo(CLOSED);
    end(breaker, 5, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(changes).containsExactly("CLOSED to OPEN: 12 of 20 failed in 10 s");
  }

  @Test
  void saysWhyItIsOpenAndWhenItWillProbe() {
    end(breaker, 8, Ending.SUCCEEDED);
    end(breaker, 12, Ending.FAILED);
    time.advance(1_800_000_000L);

    Refusal refused = refused(breaker.admit());

    assertThat(refused.reason())
        .isEqualTo("circuit breaker api.example.com is open: 12 of 20 failed in 10 s;"
            + " next probe in 3.2 s");
    assertThat(refused.retryAfter()).contains(Duration.ofMillis(3200));
  }

  @Test
  void doesNotOpenOnFewCalls() {
    end(breaker, 19, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void whatSaysNothingCountsForNothing() {
    end(breaker, 100, Ending.IGNORED);
    end(breaker, 100, Ending.UNUSED);
    end(breaker, 19, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(breaker.snapshot().calls()).isEqualTo(19);
  }

  @Test
  void forgetsFailuresThatAreOld() {
    end(breaker, 19, Ending.FAILED);
    time.advance(11 * SECOND);
    end(breaker, 19, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void theLastCallsCountHoweverOldWhenTheWindowIsANumber() {
    CircuitBreaker counting =
        fixture.breaker(policy().lastCalls(10).minimumCalls(10).build());
    end(counting, 4, Ending.FAILED);
    time.advance(3600 * SECOND);
    end(counting, 5, Ending.SUCCEEDED);
    assertThat(counting.state()).isEqualTo(CLOSED);
    end(counting, 1, Ending.FAILED);

    assertThat(changes).containsExactly("CLOSED to OPEN: 5 of 10 failed in the last 10 calls");
  }

  @Test
  void theNumberedWindowForgetsTheOldestCall() {
    CircuitBreaker counting =
        fixture.breaker(policy().lastCalls(10).minimumCalls(10).build());
    end(counting, 4, Ending.FAILED);
    end(counting, 10, Ending.SUCCEEDED);
    end(counting, 4, Ending.FAILED);

    assertThat(counting.state()).isEqualTo(CLOSED);
    assertThat(counting.snapshot().failed()).isEqualTo(4);
    assertThat(counting.snapshot().calls()).isEqualTo(10);
  }

  @Test
  void slowCallsOpenItTooIfAskedFor() {
    CircuitBreaker slow =
        fixture.breaker(policy().slowCalls(Duration.ofSeconds(2), 0.25).build());
    for (int i = 0; i < 15; i++) {
      admitted(slow).close(Ending.SUCCEEDED, SECOND);
    }
    for (int i = 0; i < 5; i++) {
      admitted(slow).close(Ending.SUCCEEDED, 2 * SECOND);
    }

    assertThat(changes).containsExactly("CLOSED to OPEN: 5 of 20 were slow in 10 s");
  }

  @Test
  void ofAThousandCallsAtOnceThoseThatFailFirstDoNotOpenIt() {
    List<Permit> burst = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      burst.add(admitted(breaker));
    }
    burst.subList(0, 400).forEach(permit -> permit.close(Ending.FAILED, 1));
    assertThat(breaker.state()).isEqualTo(CLOSED);
    burst.subList(400, 500).forEach(permit -> permit.close(Ending.FAILED, 1));

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void whenAttemptsTakeLongToFailThoseInFlightCountForNothing() {
    List<Permit> burst = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      burst.add(admitted(breaker));
    }
    burst.subList(0, 20).forEach(permit -> permit.close(Ending.FAILED, SECOND));

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void byDefaultFourFifthsOpenItForAFifthOfASecond() {
    CircuitBreaker standard = fixture.breaker(BreakerPolicy.defaults());
    end(standard, 5, Ending.SUCCEEDED);
    end(standard, 19, Ending.FAILED);
    assertThat(standard.state()).isEqualTo(CLOSED);
    end(standard, 1, Ending.FAILED);

    assertThat(standard.snapshot().untilProbe()).contains(Duration.ofMillis(200));
    assertThat(standard.describe())
        .startsWith("circuit breaker opens at 80 % failed in 10 s (at least 20), for 200 ms,"
            + " then 3 probes");
  }

  @Test
  void aGoodCallDoesNotOpenItEvenIfNowThereAreEnough() {
    end(breaker, 19, Ending.FAILED);
    end(breaker, 1, Ending.SUCCEEDED);
    assertThat(breaker.state()).isEqualTo(CLOSED);

    end(breaker, 1, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void canBeOpenedAndClosedByHand() {
    breaker.open();
    assertThat(breaker.state()).isEqualTo(OPEN);
    breaker.close();
    assertThat(breaker.state()).isEqualTo(CLOSED);
    breaker.forceOpen();
    time.advance(3600 * SECOND);
    assertThat(reason(breaker)).endsWith("is open: opened by hand");
    breaker.disable();
    end(breaker, 100, Ending.FAILED);
    assertThat(breaker.state()).isEqualTo(DISABLED);
    breaker.close();

    assertThat(changes)
        .containsExactly(
            "CLOSED to OPEN: by hand",
            "OPEN to CLOSED: by hand",
            "CLOSED to FORCED_OPEN: by hand",
            "FORCED_OPEN to DISABLED: by hand",
            "DISABLED to CLOSED: by hand");
    assertThat(FORCED_OPEN).isNotEqualTo(OPEN);
  }

  @Test
  void aListenerThatFailsChangesNothing() {
    List<String> heard = new ArrayList<>();
    breaker.onChange((which, from, to, reason) -> {
      throw new IllegalStateException("a bad listener");
    });
    breaker.onChange((which, from, to, reason) -> heard.add(to.name()));

    trip(breaker);

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(heard).containsExactly("OPEN");
  }

  @Test
  void tellsAllOfItselfInASnapshot() {
    trip(breaker);
    time.advance(SECOND);

    assertThat(breaker.snapshot())
        .isEqualTo(new CircuitBreaker.Snapshot(
            "api.example.com", OPEN, 20, 20, 0, Optional.of(Duration.ofSeconds(4))));
    assertThat(breaker.describe())
        .isEqualTo("circuit breaker opens at 50 % failed in 10 s (at least 20), for 5 s,"
            + " then 3 probes: now open, 20 of 20 failed in 10 s; next probe in 4 s");
  }

  @Test
  void describesWhatItDoesNowUnlessThatIsTheUsual() {
    assertThat(breaker.describe()).endsWith(", then 3 probes");
    breaker.forceOpen();
    assertThat(breaker.describe()).endsWith(": now open, by hand");
    breaker.disable();
    assertThat(breaker.describe()).endsWith(": now off, by hand");
    breaker.open();
    time.advance(6 * SECOND);
    assertThat(breaker.admit()).isInstanceOf(Admission.Granted.class);
    assertThat(breaker.describe()).endsWith(": now probing");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    BreakerPolicy.Builder builder = BreakerPolicy.builder();

    assertThatThrownBy(() -> builder.failureRate(0))
        .hasMessage("failureRate: 0.0 (expected: > 0, <= 1)");
    assertThatThrownBy(() -> builder.failureRate(Double.NaN))
        .hasMessageStartingWith("failureRate: NaN");
    assertThatThrownBy(() -> builder.probes(0)).hasMessage("probes: 0 (expected: 1 to 100000)");
    assertThatThrownBy(() -> builder.openFor(Duration.ZERO)).hasMessageStartingWith("openFor: ");
    assertThatThrownBy(() -> builder.probesWithin(Duration.ZERO))
        .hasMessageStartingWith("probesWithin: ");
    assertThatThrownBy(() -> BreakerPolicy.builder().lastCalls(5).build())
        .hasMessage("minimumCalls: 20 (expected: <= lastCalls, 5)");
  }
}
