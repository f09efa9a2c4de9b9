/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import dev.holdfast.thread.DaemonThreads;
import dev.holdfast.thread.OwnThreads;
import dev.holdfast.thread.StepPool;
import dev.holdfast.thread.VirtualThreads;

/**
 * The threads on which the futures of a session complete if the caller has set no executor: a
 * virtual thread for each step on Java 21 and later, else a few daemon threads that end when they
 * are idle. Starts no thread before the first step.
 */
public final class SessionThreads {

  private static final int MOST = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

  private SessionThreads() {}

  /** Creates virtual threads where available, else {@link #platform} ones. */
  public static OwnThreads create() {
    OwnThreads virtual = VirtualThreads.ifAvailable();
    return virtual == null ? platform() : virtual;
  }

  /** Creates daemon threads. */
  public static OwnThreads platform() {
    return new StepPool(MOST, DaemonThreads.numbered("holdfast-call-"));
  }
}
