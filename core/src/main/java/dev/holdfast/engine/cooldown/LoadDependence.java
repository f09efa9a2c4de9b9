/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

/**
 * Finds out whether failures depend on the load. An origin that can serve so many attempts a second
 * fails a smaller part of fewer attempts; one broken backend among good ones fails the same part of
 * them. Each round with fewer attempts than at first tells which is more likely (Wald's sequential
 * probability ratio test).
 *
 * <p>Arithmetic only. Used under the monitor of a {@link Recovery}.
 */
final class LoadDependence {

  /** A natural logarithm: the one explanation is twenty times as likely as the other. */
  private static final double SURE = 3;
  /** The part of the attempts that may fail at a load that the origin can serve. */
  private static final double RARE = 0.02;
  /** Fewer attempts than this part of those at first are less load. */
  private static final double LESS = 0.9;
  /** A failed part is no longer as before if it is this many times as large, and some failures. */
  private static final int GREATER = 2;

  private double full;
  private double served;
  private double attempts;
  private double failures;
  private double evidence;

  /** A round of that many seconds in which attempts succeeded, and perhaps others failed. */
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

  /** Nothing is known. */
  void reset() {
    full = 0;
    served = 0;
    attempts = 0;
    failures = 0;
    evidence = 0;
  }
}
