/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.origin;

import dev.holdfast.engine.latency.Latencies;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;

/** Observes the latency of attempts; admits all of them. */
final class LatencyGuard implements Guard {

  private final Latencies latencies;
  private final Admission.Granted granted;

  LatencyGuard(Latencies latencies) {
    this.latencies = latencies;
    Permit observing = this::ended;
    this.granted = Admission.Granted.at(observing);
  }

  private void ended(Ending ending, long elapsedNanos) {
    if (ending == Ending.SUCCEEDED) {
      latencies.succeeded(elapsedNanos);
    } else if (ending == Ending.FAILED) {
      latencies.failed(elapsedNanos);
    }
  }

  @Override
  public Admission admit() {
    return granted;
  }

  @Override
  public String describe() {
    return "latency observed over " + latencies.samples() + " attempts";
  }
}
