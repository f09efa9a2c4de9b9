/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls of one kind to a server that fails in one way.
 *
 * @param share of the requests that fail, or take longer
 */
record Scenario(Mode mode, Fault fault, double share) {

  /** All scenarios of a mode. */
  static List<Scenario> all(Mode mode) {
    List<Scenario> all = new ArrayList<>();
    for (Fault fault : List.of(Fault.STATUS_503, Fault.RESET, Fault.STALL)) {
      for (double share : new double[] {0.01, 0.1, 0.5}) {
        all.add(new Scenario(mode, fault, share));
      }
    }
    all.add(new Scenario(mode, Fault.SLOW, 0.05));
    all.add(new Scenario(mode, Fault.DEAD_ADDRESS, 1));
    return all;
  }

  /** The target of a client, with the port of its own at the server. */
  Target target(Target server, int port) {
    String host = fault == Fault.DEAD_ADDRESS ? DeadAddress.HOST : server.host();
    return server.with(host, port, Policies.TIMEOUT);
  }

  /** The requests that fail. */
  String title() {
    return switch (fault) {
      case SLOW -> String.format("0.3 s, and 3 s for %.0f %%", share * 100);
      case DEAD_ADDRESS -> "the first one";
      default -> String.format("%.0f %% of the requests", share * 100);
    };
  }
}
