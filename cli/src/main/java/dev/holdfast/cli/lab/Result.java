/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

/** What came of a strategy in a scenario. */
record Result(Scenario scenario, Strategy strategy, Load load) {

  /** Calls at the very end may still be under way. */
  private static final int TAIL = 20;

  /** Attempts for each call during the trouble: 1 adds nothing. */
  double extraLoad() {
    return load.perCall(Scenario.BEGIN, scenario.over());
  }

  /** The busiest second after the trouble, in steady loads. */
  double peak() {
    return load.mostAttempts(scenario.over(), load.seconds()) / (double) scenario.steady();
  }

  /** Seconds after the trouble until all is as before; negative if not within the experiment. */
  int secondsToHealth() {
    int healthy = load.healthyFrom(scenario.over(), scenario.steady());
    return healthy < 0 ? -1 : healthy - scenario.over();
  }

  double successesDuring() {
    return load.successes(Scenario.BEGIN, scenario.over());
  }

  double successesAfter() {
    return load.successes(scenario.over(), load.seconds() - TAIL);
  }
}
