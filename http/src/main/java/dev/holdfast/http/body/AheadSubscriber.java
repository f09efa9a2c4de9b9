/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A subscriber that requests more than it waits for, so that received data is available when it is
 * needed. The peer may be silent for any time while the subscriber does not wait.
 */
public interface AheadSubscriber extends Flow.Subscriber<ByteBuffer> {

  /** Whether the subscriber waits for a signal at the moment. Callable from any thread. */
  boolean waits();
}
