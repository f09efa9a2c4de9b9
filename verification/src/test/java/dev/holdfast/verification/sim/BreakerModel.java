/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.guard.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model of a circuit breaker, computed directly from the wording of its policy. */
final class BreakerModel {

  private enum State {
    CLOSED,
    OPEN,
    PROBING
  }

  /** The result of an attempt. */
  private record Result(boolean failed, boolean slow) {}

  private final Optional<Shared.Fuse> fuse;
  private final List<Result> results = new ArrayList<>();
  private State state = State.CLOSED;
  private WaitModel.Interval until = WaitModel.Interval.exactly(0);

  BreakerModel(Optional<Shared.Fuse> fuse) {
    this.fuse = fuse;
  }

  /**
   * The time for which no attempt may begin; empty if one may. If its lower bound is not above 0,
   * an attempt may be admitted already.
   */
  Optional<WaitModel.Interval> shut(long now) {
    boolean over = state != State.OPEN || now >= until.most();
    return over
        ? Optional.empty()
        : Optional.of(new WaitModel.Interval(until.least() - now, until.most() - now));
  }

  /** Records the end of the open time that the breaker has reported. */
  void told(long moment) {
    until = WaitModel.Interval.exactly(moment);
  }

  /** Records an attempt that was admitted. */
  void passed() {
    if (state == State.OPEN) {
      change(State.PROBING);
    }
  }

  /** Records the end of an admitted attempt. */
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
