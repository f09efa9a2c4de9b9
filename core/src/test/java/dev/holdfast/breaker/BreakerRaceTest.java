/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import static dev.holdfast.breaker.CircuitBreaker.State.CLOSED;
import static dev.holdfast.breaker.CircuitBreaker.State.HALF_OPEN;
import static dev.holdfast.breaker.CircuitBreaker.State.OPEN;
import static dev.holdfast.guard.Answers.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Property;
import dev.holdfast.Together;
import dev.holdfast.breaker.CircuitBreaker.State;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BreakerRaceTest {

  private static final Map<State, Set<State>> LEGAL =
      Map.of(CLOSED, Set.of(OPEN), OPEN, Set.of(HALF_OPEN), HALF_OPEN, Set.of(OPEN, CLOSED));

  private static final List<Ending> ENDINGS = List.of(Ending.values());

  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private record Change(State from, State to) {
    boolean legal() {
      return LEGAL.getOrDefault(from, Set.of()).contains(to);
    }
  }

  private final FakeTime time = new FakeTime();
  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();

  private CircuitBreaker breaker(BreakerPolicy policy) {
    return new CircuitBreaker("x", policy, time, new PinnedRandom(0))
        .onChange((which, from, to, reason) -> changes.add(new Change(from, to)));
  }

  @Tag("A11")
  @Tag("I9")
  @RepeatedTest(20)
  void ofAThousandThatWaitExactlyTheProbesPass() {
    CircuitBreaker breaker = breaker(BreakerPolicy.builder().probes(7).build());
    trip(breaker);
    time.advance(Duration.ofSeconds(5).toNanos());

    int passed = Together.sum(50, thread -> {
      int granted = 0;
      for (int i = 0; i < 20; i++) {
        granted += breaker.admit() instanceof Admission.Granted ? 1 : 0;
      }
      return granted;
    });

    assertThat(passed).isEqualTo(7);
    assertThat(changes).containsExactly(new Change(CLOSED, OPEN), new Change(OPEN, HALF_OPEN));
  }

  @Tag("I9")
  @RepeatedTest(20)
  void probesThatAreCancelledInARaceAreReplacedNotMultiplied() {
    CircuitBreaker breaker = breaker(BreakerPolicy.builder().probes(3).build());
    trip(breaker);
    time.advance(Duration.ofSeconds(5).toNanos());

    Together.run(16, thread -> {
      for (int i = 0; i < 500; i++) {
        if (breaker.admit() instanceof Admission.Granted granted) {
          granted.permit().close(Ending.IGNORED, 0);
        }
      }
      return thread;
    });

    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    List<Admission> next = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      next.add(breaker.admit());
    }
    assertThat(next).filteredOn(Admission.Granted.class::isInstance).hasSize(3);
  }

  @Tag("I9")
  @Test
  void makesOnlyLegalChangesAndNeverHasMoreProbesThanAllowedInAnyHistory() {
    List<Change> all = new ArrayList<>();

    Property.holds(300, random -> all.addAll(anyHistory(random)));

    assertThat(all)
        .contains(
            new Change(CLOSED, OPEN), new Change(HALF_OPEN, OPEN), new Change(HALF_OPEN, CLOSED))
        .allMatch(Change::legal);
  }

  private Queue<Change> anyHistory(Random random) {
    changes.clear();
    int allowed = 1 + random.nextInt(4);
    CircuitBreaker breaker = breaker(BreakerPolicy.builder()
        .probes(allowed)
        .minimumCalls(5)
        .openFor(Duration.ofNanos(PATIENCE))
        .build());
    List<Permit> probes = new ArrayList<>();
    long quiet = 0;
    for (int i = 0; i < 400; i++) {
      int before = probes.size();
      if (random.nextInt(4) == 0) {
        long passes = random.nextInt(3_000_000) * 1000L;
        time.advance(passes);
        quiet += passes;
      }
      if (quiet >= PATIENCE) {
        // Otherwise another probe might be added to those that hang: here none hangs.
        probes.forEach(probe -> probe.close(Ending.IGNORED, 0));
        probes.clear();
      }
      step(breaker, probes, random);
      assertThat(probes).hasSizeLessThanOrEqualTo(allowed);
      quiet = probes.size() == before ? quiet : 0;
    }
    return changes;
  }

  /** Makes one attempt; probes stay open for a while and end in any order. */
  private static void step(CircuitBreaker breaker, List<Permit> probes, Random random) {
    Ending ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
    if (!probes.isEmpty() && random.nextBoolean()) {
      probes.remove(random.nextInt(probes.size())).close(ending, 1);
      return;
    }
    if (breaker.admit() instanceof Admission.Granted granted) {
      if (breaker.state() == HALF_OPEN) {
        probes.add(granted.permit());
      } else {
        granted.permit().close(ending, 1);
      }
    }
  }

  private static void trip(CircuitBreaker breaker) {
    for (int i = 0; i < 20; i++) {
      granted(breaker.admit()).permit().close(Ending.FAILED, 1);
    }
  }
}
