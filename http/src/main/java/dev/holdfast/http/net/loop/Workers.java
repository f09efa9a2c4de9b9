/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.DaemonThreads;

/** Threads for blocking tasks. */
public final class Workers {

  private Workers() {}

  /** Creates at most that many threads, which end when idle. The caller shuts them down. */
  public static DaemonPool daemons(String name, int most) {
    return DaemonPool.queueing(most, DaemonThreads.named(name));
  }
}
