/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.refused;

import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes breakers on a clock of the test, records their changes, and ends attempts. */
final class BreakerFixture {

  static final BreakerPolicy POLICY = policy().build();

  private final FakeTime time = new FakeTime();
  private final List<String> changes = new ArrayList<>();

  /** Numbers that differ enough to be told apart. */
  static BreakerPolicy.Builder policy() {
    return BreakerPolicy.builder().failureRate(0.5).openFor(Duration.ofSeconds(5));
  }

  CircuitBreaker breaker(BreakerPolicy policy) {
    return new CircuitBreaker("api.example.com", policy, time, new PinnedRandom(0))
        .onChange((which, from, to, reason) -> changes.add(from + " to " + to + ": " + reason));
  }

  FakeTime time() {
    return time;
  }

  /** The changes of all breakers, in words. */
  List<String> changes() {
    return changes;
  }

  /** Opens the breaker by failures. */
  static void trip(CircuitBreaker which) {
    end(which, 20, Ending.FAILED);
  }

  static void end(CircuitBreaker which, int times, Ending ending) {
    for (int i = 0; i < times; i++) {
      admitted(which).close(ending, 1);
    }
  }

  static Permit admitted(CircuitBreaker which) {
    return granted(which.admit()).permit();
  }

  static String reason(CircuitBreaker which) {
    return refused(which.admit()).reason();
  }
}
