/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import java.util.Optional;

/** How long a place wants to be left alone, computed plainly from the words of decision 0702. */
final class CooldownModel {

  private static final long MOST_SPREAD = 1_000_000_000;

  private final Optional<Shared.Gate> gate;
  private long until;

  CooldownModel(Optional<Shared.Gate> gate) {
    this.gate = gate;
  }

  /** An answer asked for it. */
  void asked(long nanos, long now) {
    gate.ifPresent(rules -> until = Math.max(until, now + Math.min(nanos, rules.longest())));
  }

  /** How long an attempt must wait, or 0 to 0. */
  WaitModel.Interval left(long now) {
    if (now >= until) {
      return WaitModel.Interval.exactly(0);
    }
    long left = until - now;
    return waits()
        ? new WaitModel.Interval(left, left + Math.min(left / 10, MOST_SPREAD))
        : WaitModel.Interval.exactly(left);
  }

  boolean waits() {
    return gate.map(Shared.Gate::waits).orElse(true);
  }
}
