/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.Executor;

/**
 * An executor of ours, with threads of its own: never runs a task on the thread that hands it over.
 */
public sealed interface OwnThreads extends Executor permits DaemonPool, VirtualThreads {

  /**
   * Ends idle threads soon instead of later. What is handed over afterwards still runs: a caller
   * may hang a stage on a future at any time.
   */
  void retire();
}
