/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Objects;

/**
 * Which connection an attempt should use. A transport follows it as far as it can, and one that
 * makes its own connections may ignore it.
 *
 * @param fresh whether the connection should be a new one, since an idle one has just failed
 * @param avoid the address of an earlier attempt, as {@link AttemptListener#connected} reported it,
 *     if another address should be preferred; else empty
 */
public record ConnectionChoice(boolean fresh, String avoid) {

  private static final ConnectionChoice ANY = new ConnectionChoice(false, "");

  /** Checks that nothing is missing. */
  public ConnectionChoice {
    Objects.requireNonNull(avoid, "avoid");
  }

  /** Any connection: the choice of every first attempt. */
  public static ConnectionChoice any() {
    return ANY;
  }
}
