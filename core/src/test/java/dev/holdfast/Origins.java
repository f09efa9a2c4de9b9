/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import dev.holdfast.engine.limit.Bulkhead;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.TimeSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Safeguards opened for one origin. */
public final class Origins {

  private Origins() {}

  /** Opens the safeguards with the real clocks. */
  public static OriginPolicies open(Safeguards rules, String name) {
    TimeSource time = TimeSource.system();
    return open(rules, name, time, new Random(1), LimitStore.unshared(time));
  }

  /** Opens the safeguards with the given parts. */
  public static OriginPolicies open(
      Safeguards rules, String name, TimeSource time, RandomGenerator random, LimitStore store) {
    return OriginPolicies.of(rules, new OriginPolicies.Site(name, time, random, store, null));
  }

  /** The guard that limits concurrency. */
  public static Bulkhead bulkhead(OriginPolicies origin) {
    return (Bulkhead) origin.pipeline().guards().stream()
        .filter(Bulkhead.class::isInstance)
        .findFirst()
        .orElseThrow();
  }
}
