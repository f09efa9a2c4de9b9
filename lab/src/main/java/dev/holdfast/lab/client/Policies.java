/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import java.util.List;

/** All policies, in the order of the tables. */
public final class Policies {

  private Policies() {}

  /** All of them. */
  public static List<Policy> all() {
    return List.of(new NoRetries(), HoldfastPolicy.defaults());
  }
}
