/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.guard.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a circuit breaker does, computed plainly from the words of its policy. */
final class BreakerModel {

  private enum State {
    CLOSED,
    OPEN,
    PROBING
  }

  /** What an attempt showed. */
  private record Result(boolean failed, boolean slow) {}

  private final Optional<Shared.Fuse> fuse;
  private final List<Result> results = new ArrayList<>();
  private State state = State.CLOSED;
  private WaitModel.Interval until = WaitModel.Interval.exactly(0);

  BreakerModel(Optional<Shared.Fuse> fuse) {
    this.fuse = fuse;
  }

  /** How long nothing may be sent yet; empty if something may. Not above 0: perhaps not. */
  Optional<WaitModel.Interval> shut(long now) {
    boolean over = state != State.OPEN || now >= until.most();
    return over
        ? Optional.empty()
        : Optional.of(new WaitModel.Interval(until.least() - now, until.most() - now));
  }

  /** It has said when it will be open no more. */
  void told(long moment) {
    until = WaitModel.Interval.exactly(moment);
  }

  /** An attempt passes. */
  void passed() {
    if (state == State.OPEN) {
      change(State.PROBING);
    }
  }

  /** An attempt that passed is over. */
  void ended(Ending ending, long took, long now) {
    if (fuse.isEmpty() || !ending.telling()) {
      return;
    }
    Shared.Fuse rules = fuse.get();
    Result result = new Result(ending == Ending.FAILED, took >= rules.slow());
    results.add(result);
    if (state == State.PROBING) {
      probed(rules, now);
      return;
    }
    if (rules.byCount() && results.size() > rules.lastCalls()) {
      results.remove(0);
    }
    boolean bad = result.failed() || result.slow();
    if (bad && rules.tripped(results.size(), count(true, false), count(false, true))) {
      open(rules, now);
    }
  }

  private void probed(Shared.Fuse rules, long now) {
    if (results.size() == rules.probes()) {
      long worse = Math.max(count(true, false), count(false, true));
      if (worse >= rules.rate() * rules.probes()) {
        open(rules, now);
      } else {
        change(State.CLOSED);
      }
    }
  }

  private void open(Shared.Fuse rules, long now) {
    change(State.OPEN);
    until = new WaitModel.Interval(now + rules.open(), now + rules.open() + rules.open() / 5);
  }

  private void change(State next) {
    state = next;
    results.clear();
  }

  private long count(boolean failed, boolean slow) {
    return results.stream()
        .filter(r -> failed && r.failed() || slow && r.slow())
        .count();
  }
}
