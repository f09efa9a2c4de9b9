/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.Executor;

/** An executor with its own threads: never runs a task on the submitting thread. */
public sealed interface OwnThreads extends Executor permits DaemonPool, StepPool, VirtualThreads {

  /**
   * Ends idle threads soon. Later tasks still run: a caller may attach a stage to a future at any
   * time.
   */
  void retire();
}
