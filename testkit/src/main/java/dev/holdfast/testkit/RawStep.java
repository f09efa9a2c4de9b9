/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fixed sequence of actions. */
final class RawStep extends Step {

  private final Moment moment;
  private final List<Action> actions;

  RawStep(Moment moment, Action... actions) {
    this(moment, List.of(actions));
  }

  private RawStep(Moment moment, List<Action> actions) {
    this.moment = moment;
    this.actions = actions;
  }

  /** Plays the action, then the others, when a request has been read. */
  static Step concat(Action first, List<Action> rest) {
    List<Action> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(rest);
    return new RawStep(Moment.REQUEST, List.copyOf(all));
  }

  @Override
  Moment moment() {
    return moment;
  }

  @Override
  List<Action> actions(Exchange exchange) {
    return actions;
  }

  @Override
  public String toString() {
    return moment + " " + actions;
  }
}
