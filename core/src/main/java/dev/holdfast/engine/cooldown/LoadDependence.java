/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

/**
 * Estimates whether failures depend on the load. If an origin can serve only so many attempts a
 * second, a smaller part of fewer attempts fails; if one of several backends is broken, the same
 * part fails. Each round with fewer attempts than at first shows which is more likely (Wald's
 * sequential probability ratio test).
 *
 * <p>Arithmetic only. Used under the monitor of a {@link Recovery}.
 */
final class LoadDependence {

  /** A natural logarithm: one explanation is twenty times as likely as the other. */
  private static final double SURE = 3;
  /** The part of the attempts that may fail at a load that the origin can serve. */
  private static final double RARE = 0.02;
  /** The load has fallen if the attempts are fewer than this part of those at first. */
  private static final double LESS = 0.9;
  /** The failed part has changed if it is this many times as large, with some failures. */
  private static final int GREATER = 2;

  private double full;
  private double served;
  private double attempts;
  private double failures;
  private double evidence;

  /** Adds a round of that many seconds in which attempts succeeded, and perhaps others failed. */
  void round(double seconds, int succeeded, int failed) {
    if (independent() && failed > GREATER * (1 + share() * (succeeded + failed))) {
      reset();
    }
    double perSecond = (succeeded + failed) / seconds;
    attempts += succeeded + failed;
    failures += failed;
    if (perSecond >= LESS * full) {
      full = Math.max(full, perSecond);
      served = served == 0 ? succeeded / seconds : (served + succeeded / seconds) / 2;
      return;
    }
    double limited = Math.max(RARE, 1 - served / perSecond);
    double same = Math.max(limited, share());
    evidence +=
        failed * Math.log(same / limited) + succeeded * Math.log((1 - same) / (1 - limited));
    evidence = Math.max(-SURE, evidence);
  }

  /** Whether less load has not made a smaller part of the attempts fail. */
  boolean independent() {
    return evidence >= SURE;
  }

  /** The part of the attempts that failed, so far. */
  double share() {
    return (failures + 1) / (attempts + 2);
  }

  /** Clears the estimate. */
  void reset() {
    full = 0;
    served = 0;
    attempts = 0;
    failures = 0;
    evidence = 0;
  }
}
