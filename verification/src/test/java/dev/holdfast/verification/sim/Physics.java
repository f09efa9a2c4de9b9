/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Category;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.Sent;
import java.util.Optional;

/**
 * The effect of a step on an attempt with limits, for a correct transport. The scripted transport
 * and the reference model share only this class: it knows phases and clocks, and no rule of
 * retrying.
 */
final class Physics {

  private final Step step;
  private final AttemptLimits limits;
  private long now;
  private boolean handedOver;

  private Physics(Step step, AttemptLimits limits) {
    this.step = step;
    this.limits = limits;
  }

  /** The event that ends an attempt before its answer. */
  record Trouble(
      Category category, Sent sent, boolean permanent, boolean stale, boolean interrupted) {}

  /**
   * The attempt up to the head of its response.
   *
   * @param nanos its duration
   * @param trouble that ended it; if empty, the head has arrived
   * @param handedOver whether the request body was read
   */
  record Head(long nanos, Optional<Trouble> trouble, boolean handedOver) {}

  /** The rest of an attempt: its duration, and the event that ended it early, if any. */
  record Rest(long nanos, Optional<Trouble> trouble) {}

  static Head head(Step step, AttemptLimits limits) {
    Physics physics = new Physics(step, limits);
    Optional<Trouble> trouble = physics.untilHead();
    return new Head(physics.now, trouble, physics.handedOver);
  }

  /** Reads the body after a head that took that long. */
  static Rest body(Step step, AttemptLimits limits, long headNanos) {
    Physics physics = new Physics(step, limits);
    physics.now = headNanos;
    Optional<Trouble> trouble =
        physics.pass(Step.Point.READING, step.bodyNanos(), limits.readNanos());
    return new Rest(physics.now - headNanos, trouble);
  }

  /** Reads an unwanted body, and returns the time that takes within the bounds. */
  static long discard(Step step, AttemptLimits limits, long headNanos, long maxNanos) {
    long most =
        Math.min(Math.max(0, maxNanos), Math.min(limits.readNanos(), whole(limits) - headNanos));
    return Math.min(step.bodyNanos(), Math.max(0, most));
  }

  private Optional<Trouble> untilHead() {
    if (limits.deadlineNanos() <= 0) {
      return trouble(Category.DEADLINE_EXCEEDED, Sent.NO);
    }
    Optional<Trouble> trouble =
        pass(Step.Point.CONNECTING, step.connectNanos(), limits.connectNanos());
    if (trouble.isPresent()) {
      return trouble;
    }
    handedOver = !unsent();
    trouble = pass(Step.Point.SENDING, step.sendNanos(), limits.writeNanos());
    return trouble.isPresent()
        ? trouble
        : pass(Step.Point.WAITING, step.headNanos(), limits.readNanos());
  }

  private boolean unsent() {
    return step.end() instanceof Step.End.Broken broken && broken.fault().unsent();
  }

  /** One phase: it takes its time, a limit may end it, and the end of the step may be in it. */
  private Optional<Trouble> pass(Step.Point point, long nanos, long limit) {
    long left = Math.min(limit, whole(limits) - now);
    if (nanos >= left) {
      now += left;
      return trouble(expired(point), sent(point));
    }
    now += nanos;
    Step.End end = step.end();
    if (end instanceof Step.End.Broken broken && broken.point() == point) {
      Step.Fault fault = broken.fault();
      Sent sent = fault.unsent() ? Sent.NO : sent(point);
      return Optional.of(
          new Trouble(fault.category(), sent, fault.permanent(), fault.stale(), false));
    }
    if (end instanceof Step.End.Interrupted interrupted && interrupted.point() == point) {
      return Optional.of(new Trouble(Category.CANCELLED, sent(point), false, false, true));
    }
    if (end instanceof Step.End.Closed closed && closed.point() == point) {
      return trouble(Category.CANCELLED, sent(point));
    }
    return Optional.empty();
  }

  /** The category of an expired limit. If there are several, the widest limit is reported. */
  private Category expired(Step.Point point) {
    if (now >= limits.deadlineNanos()) {
      return Category.DEADLINE_EXCEEDED;
    }
    return switch (point) {
      case CONNECTING -> Category.CONNECT_TIMEOUT;
      case SENDING -> Category.WRITE_TIMEOUT;
      case WAITING, READING -> Category.READ_TIMEOUT;
    };
  }

  private static long whole(AttemptLimits limits) {
    return Math.min(limits.attemptNanos(), limits.deadlineNanos());
  }

  private static Sent sent(Step.Point point) {
    return switch (point) {
      case CONNECTING -> Sent.NO;
      case SENDING, WAITING -> Sent.MAYBE;
      case READING -> Sent.ANSWERED;
    };
  }

  private static Optional<Trouble> trouble(Category category, Sent sent) {
    return Optional.of(new Trouble(category, sent, false, false, false));
  }
}
