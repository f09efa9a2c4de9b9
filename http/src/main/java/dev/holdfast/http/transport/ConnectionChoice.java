/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Objects;

/**
 * The preferred connection of an attempt. A transport follows it as far as possible, and one that
 * makes its own connections may ignore it.
 *
 * @param fresh whether the connection should be a new one, since an idle one has just failed
 * @param avoid the address of an earlier attempt, as {@link AttemptListener#connected} reported it,
 *     if another address should be preferred; else empty
 * @param route the way to the origin, which must be followed
 */
public record ConnectionChoice(boolean fresh, String avoid, Route route) {

  private static final ConnectionChoice ANY = new ConnectionChoice(false, "");

  /** Checks that nothing is missing. */
  public ConnectionChoice {
    Objects.requireNonNull(avoid, "avoid");
    Objects.requireNonNull(route, "route");
  }

  /** Creates a choice among the connections straight to the origin. */
  public ConnectionChoice(boolean fresh, String avoid) {
    this(fresh, avoid, Route.direct());
  }

  /** Returns the same choice among the connections by that route. */
  public ConnectionChoice by(Route other) {
    return Objects.requireNonNull(other, "other").equals(route)
        ? this
        : new ConnectionChoice(fresh, avoid, other);
  }

  /** Returns a choice of any connection, for every first attempt. */
  public static ConnectionChoice any() {
    return ANY;
  }
}
