/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.DaemonThreads;
import dev.holdfast.thread.OwnThreads;
import dev.holdfast.thread.VirtualThreads;

/**
 * The threads on which a session's futures complete unless the caller has an executor: a virtual
 * thread for each step where there are virtual threads (Java 21), else a few daemon threads that
 * end when they are idle. None before there is something to do.
 */
final class SessionThreads {

  private static final int MOST = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

  private SessionThreads() {}

  static OwnThreads create() {
    OwnThreads virtual = VirtualThreads.ifAvailable();
    return virtual == null ? platform() : virtual;
  }

  static OwnThreads platform() {
    return DaemonPool.queueing(MOST, DaemonThreads.numbered("holdfast-call-"));
  }
}
