/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges sagas, and shrinks failing ones. */
final class SagaVerdicts {

  private SagaVerdicts() {}

  /** The deviations of a saga in that mode, one a line; empty if there are none. */
  static String complaints(Saga saga, Play.Mode mode) {
    List<Trace> traces = Play.of(saga, mode);
    List<String> complaints = new ArrayList<>(SagaInvariants.broken(saga, traces));
    if (mode == Play.Mode.BLOCKING) {
      SharedModel shared = new SharedModel(saga.shared());
      for (int i = 0; i < traces.size() && complaints.isEmpty(); i++) {
        int number = i + 1;
        Optional<String> complaint =
            ReferenceModel.complaint(saga.chapters().get(i).story(), traces.get(i), shared);
        complaint.ifPresent(text -> complaints.add("call " + number + ": " + text));
      }
    }
    return String.join("\n", complaints);
  }

  /** The differences between the modes; empty if there are none. */
  static String differences(Saga saga) {
    List<Trace> blocking = Play.of(saga, Play.Mode.BLOCKING);
    List<Trace> asynchronous = Play.of(saga, Play.Mode.ASYNCHRONOUS);
    List<String> complaints = new ArrayList<>(SagaInvariants.broken(saga, asynchronous));
    for (int i = 0; i < blocking.size() && complaints.isEmpty(); i++) {
      if (outOfTime(saga.chapters().get(i).story(), blocking.get(i))) {
        // An attempt that was refused by a breaker may be missing: from here on the modes may
        // differ.
        break;
      }
      complaints.addAll(Differential.differences(blocking.get(i), asynchronous.get(i)));
    }
    return String.join("\n", complaints);
  }

  /**
   * Whether the deadline passed between two attempts: a timer then ends the call of one mode only.
   */
  private static boolean outOfTime(Story story, Trace trace) {
    boolean refused = trace.sightings().size() < trace.observed().size();
    long deadline = story.plan().clocks().deadline();
    return Differential.madeAnAttemptWithoutTime(trace)
        || (refused && trace.endNanos() - trace.startNanos() >= deadline);
  }

  /** A full report of a failing saga; the first line replays it. */
  static String report(Saga saga) {
    Saga shrunk = shrunk(saga);
    return "replay with -Dholdfast.saga=" + saga.seed() + "\n"
        + complaints(saga, Play.Mode.BLOCKING) + "\nshrunk: "
        + complaints(shrunk, Play.Mode.BLOCKING) + "\n" + shrunk + "\n  traces "
        + Play.of(shrunk, Play.Mode.BLOCKING);
  }

  private static Saga shrunk(Saga saga) {
    for (Saga candidate : candidates(saga)) {
      if (!complaints(candidate, Play.Mode.BLOCKING).isEmpty()) {
        return shrunk(candidate);
      }
    }
    return saga;
  }

  private static List<Saga> candidates(Saga saga) {
    List<Saga> candidates = new ArrayList<>();
    for (int i = 0; i < saga.chapters().size(); i++) {
      if (saga.chapters().size() > 1) {
        candidates.add(saga.without(i));
      }
      Story story = saga.chapters().get(i).story();
      for (int j = 0; j < story.steps().size(); j++) {
        candidates.add(saga.with(i, story.without(j)));
      }
    }
    return candidates;
  }
}
