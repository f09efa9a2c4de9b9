/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import dev.holdfast.http.transport.Sent;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the two modes of the same story. Two differences are allowed: an asynchronous call that
 * is ended from outside, by its deadline or by closing the session, cannot always ask the transport
 * whether anything was sent; and it makes no last attempt without time left.
 */
final class Differential {

  private Differential() {}

  /** The differences, one a line; empty if there are none. */
  static String complaints(Story told) {
    Story story = told.uninterrupted();
    Trace blocking = Play.of(story, Play.Mode.BLOCKING);
    Trace asynchronous = Play.of(story, Play.Mode.ASYNCHRONOUS);
    List<String> complaints = new ArrayList<>(StoryInvariants.broken(story, asynchronous));
    complaints.addAll(differences(blocking, asynchronous));
    return String.join("\n", complaints);
  }

  /** The differences between two traces of one call. */
  static List<String> differences(Trace blocking, Trace asynchronous) {
    List<String> complaints = new ArrayList<>();
    boolean late = madeAnAttemptWithoutTime(blocking);
    compare(complaints, "ending", ending(blocking, late), ending(asynchronous, late));
    compare(complaints, "requests", requests(blocking), requests(asynchronous));
    compare(complaints, "attempts", attempts(blocking), attempts(asynchronous));
    compare(complaints, "end", blocking.endNanos(), asynchronous.endNanos());
    return complaints;
  }

  private static void compare(
      List<String> complaints, String what, Object blocking, Object asynchronous) {
    if (!blocking.equals(asynchronous)) {
      complaints.add(what + ": blocking " + blocking + "\n  asynchronous " + asynchronous);
    }
  }

  private static Want ending(Trace trace, boolean late) {
    Want want = Want.of(trace.ending());
    return (late || lastSent(trace) == Sent.NO)
            && want.category().filter(Differential::fromOutside).isPresent()
        ? Want.failed(want.category().orElseThrow(), Sent.MAYBE)
        : want;
  }

  private static Sent lastSent(Trace trace) {
    List<Attempt> attempts = trace.ending().attempts();
    return attempts.isEmpty() ? Sent.NO : attempts.get(attempts.size() - 1).sent();
  }

  private static boolean fromOutside(Category category) {
    return category == Category.DEADLINE_EXCEEDED || category == Category.CANCELLED;
  }

  /**
   * Whether the call made an attempt for which no time was left. The call then reports what that
   * attempt has sent; otherwise what the attempt before has sent.
   */
  static boolean madeAnAttemptWithoutTime(Trace trace) {
    return trace.sightings().stream()
        .anyMatch(sighting -> sighting.request().limits().deadlineNanos() <= 0);
  }

  /** The requests without keys, which are random, and without an attempt that had no time left. */
  private static List<Trace.Sighting> requests(Trace trace) {
    return trace.sightings().stream()
        .filter(sighting -> sighting.request().limits().deadlineNanos() > 0)
        .map(Trace.Sighting::keyless)
        .toList();
  }

  private static List<String> attempts(Trace trace) {
    return trace.observed().stream()
        .filter(attempt -> attempt.category().filter(Differential::fromOutside).isEmpty())
        .map(Differential::words)
        .toList();
  }

  private static String words(Attempt attempt) {
    return attempt.start() + " " + attempt.elapsed() + " " + attempt.result() + " "
        + attempt.decision() + " " + attempt.reason() + " " + attempt.delay()
        + attempt.notes().stream().map(Differential::note).toList();
  }

  /**
   * A note without the name of the limit: of two limits for the same moment, the modes may report
   * different ones.
   */
  private static String note(String note) {
    return note.startsWith("the body was lost: ") ? "the body was lost" : note;
  }
}
