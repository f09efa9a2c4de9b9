/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.http.net.Origin;
import org.jspecify.annotations.Nullable;

/** What holds a permit, and may rest in the pool. */
public abstract class Pooled {
  @Nullable Pooled older;

  @Nullable Pooled newer;
  /** The turn of its rest, or of the last one: a later rest has a higher one. */
  long turn;

  /** Where it leads. */
  public abstract Origin origin();

  /** The address it is connected to, as listeners are told. */
  public abstract String remote();

  /**
   * Whether it takes a while to make room: its permit is free once it is {@link PoolState#left}.
   */
  public boolean leavesSlowly() {
    return false;
  }

  /** Whether it rests in the pool. */
  public final boolean resting() {
    return newer != null;
  }
}
