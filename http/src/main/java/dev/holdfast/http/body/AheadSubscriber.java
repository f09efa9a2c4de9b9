/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A subscriber that asks for more than it waits for, so that what has come is at hand when it is
 * needed. The peer may be silent for as long as it likes while the subscriber does not wait.
 */
public interface AheadSubscriber extends Flow.Subscriber<ByteBuffer> {

  /** Whether it waits for a signal at the moment. From any thread. */
  boolean waits();
}
