/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.http.net.Origin;
import org.jspecify.annotations.Nullable;

/** The holder of a permit, which may be idle in the pool. */
public abstract class Pooled {
  @Nullable Pooled older;

  @Nullable Pooled newer;
  /** The number of its present or last idle time. A later idle time has a higher one. */
  long turn;

  /** Returns the origin that it leads to. */
  public abstract Origin origin();

  /** Returns the address of its peer, as reported to listeners. */
  public abstract String remote();

  /**
   * Whether it takes some time to make room: its permit is free once it is {@link PoolState#left}.
   */
  public boolean leavesSlowly() {
    return false;
  }

  /** Whether it is idle in the pool. */
  public final boolean resting() {
    return newer != null;
  }
}
