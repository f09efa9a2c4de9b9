/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.DaemonThreads;

/** Threads for what may block. */
final class Workers {

  private Workers() {}

  /** At most that many, which end when idle; the caller shuts them down. */
  static DaemonPool daemons(String name, int most) {
    return DaemonPool.queueing(most, DaemonThreads.named(name));
  }
}
