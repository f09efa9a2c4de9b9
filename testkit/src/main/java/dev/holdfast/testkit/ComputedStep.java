/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.List;
import java.util.function.Function;

/** A step that is computed from the request when it is played. */
final class ComputedStep extends Step {

  private final Function<Exchange, Step> computation;

  ComputedStep(Function<Exchange, Step> computation) {
    this.computation = computation;
  }

  @Override
  Moment moment() {
    return Moment.REQUEST;
  }

  @Override
  List<Action> actions(Exchange exchange) {
    return computation.apply(exchange).actions(exchange);
  }

  @Override
  public String toString() {
    return "computed from the request";
  }
}
