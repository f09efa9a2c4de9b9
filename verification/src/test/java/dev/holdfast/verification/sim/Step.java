/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Category;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The course of one attempt: the duration of each phase, and the end.
 *
 * @param connectNanos name look-up, connecting and TLS
 * @param sendNanos until the peer has taken the request
 * @param headNanos silence before the response's head
 * @param bodyNanos silence before the rest of the response's body
 * @param end the end of the attempt, unless a limit ends it before
 * @param interruptedAfter whether the caller is interrupted after the decision
 */
record Step(
    long connectNanos,
    long sendNanos,
    long headNanos,
    long bodyNanos,
    End end,
    boolean interruptedAfter) {

  /** The phase of an attempt. */
  enum Point {
    CONNECTING,
    SENDING,
    WAITING,
    READING
  }

  /** The end of an attempt. */
  sealed interface End {

    /** The head arrives. */
    record Answered(Answer answer) implements End {}

    /** A failure in a phase; while the body is read, an answer precedes it. */
    record Broken(Point point, Fault fault, Answer before) implements End {}

    /** The calling thread is interrupted in that phase. */
    record Interrupted(Point point, Answer before) implements End {}

    /** Another thread closes the session in that phase. */
    record Closed(Point point, Answer before) implements End {}
  }

  /** A failure and its marks. */
  record Fault(Category category, boolean permanent, boolean stale, boolean unsent) {}

  /**
   * A response.
   *
   * @param location of a redirect, as the server writes it, with its meaning
   * @param retryAfter all values of the header
   * @param dateSkew the difference between the server's clock and ours, if it sends a date
   */
  record Answer(
      int status,
      Optional<Location> location,
      List<Wish> retryAfter,
      OptionalLong dateSkew,
      int bodyLength) {

    static Answer of(int status) {
      return new Answer(status, Optional.empty(), List.of(), OptionalLong.empty(), 5);
    }

    /** The same response with that value as its only Retry-After. */
    Answer wishing(Wish wish) {
      return new Answer(status, location, List.of(wish), dateSkew, bodyLength);
    }
  }

  /**
   * The target of a redirect.
   *
   * @param text of the header
   * @param target the URL it means, if it may be followed from wherever it appears
   */
  record Location(String text, Optional<String> target) {}

  /** One value of Retry-After, in the form the server chose. */
  sealed interface Wish {

    /** A number of seconds. */
    record Seconds(String text, long nanos) implements Wish {}

    /** A date, that many seconds after the start of the story by our clock. */
    record At(long second) implements Wish {}

    /** Neither. */
    record Junk(String text) implements Wish {}
  }

  static Step answering(int status) {
    return new Step(0, 0, 0, 0, new End.Answered(Answer.of(status)), false);
  }

  Step uninterrupted() {
    End calm = end instanceof End.Interrupted interrupted
        ? new End.Closed(interrupted.point(), interrupted.before())
        : end;
    return new Step(connectNanos, sendNanos, headNanos, bodyNanos, calm, false);
  }

  /** The same step without an interrupt and without closing the session. */
  Step undisturbed() {
    Answer before = ScriptedResponse.answer(this);
    boolean disturbed = end instanceof End.Interrupted || end instanceof End.Closed;
    End calm = disturbed ? new End.Answered(before) : end;
    return new Step(connectNanos, sendNanos, headNanos, bodyNanos, calm, false);
  }

  Step instant() {
    return new Step(0, 0, 0, 0, end, interruptedAfter);
  }
}
