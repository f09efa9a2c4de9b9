/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

/**
 * Called while the bodies of a call are transferred: see
 * {@link dev.holdfast.http.Request#progress}. Events of one direction come one after the other. In
 * an asynchronous call they come on threads of the session; several steps may be combined into one
 * event, and the last ones may come after the future has completed. An exception is logged and
 * changes nothing. A listener should not block: it delays the transfer.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Called when more bytes were transferred. */
  void progress(Progress progress);
}
