/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

/**
 * Told how far the bodies of a call have come: see {@link dev.holdfast.http.Request#progress}.
 * Events of one direction come one after the other. Of an asynchronous call they come on threads of
 * the session, several steps may be told as one, and the last ones may come when the future has
 * completed. What it throws is logged and changes nothing. It should not block: it holds the
 * transfer up.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Called when more bytes were transferred. */
  void progress(Progress progress);
}
