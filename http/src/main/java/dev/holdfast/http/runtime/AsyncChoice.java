/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.runtime;

import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.Transport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the transport for asynchronous calls.
 *
 * @param chosen the caller's transport, or null
 * @param otherwise creates a transport when the first call needs one
 */
public record AsyncChoice(@Nullable AsyncTransport chosen, Supplier<AsyncTransport> otherwise) {

  /** Chooses the caller's asynchronous transport, or else the other side of the blocking one. */
  public static AsyncChoice of(@Nullable AsyncTransport chosen, Transport blocking) {
    return new AsyncChoice(
        chosen,
        () -> blocking instanceof DefaultTransport both
            ? both.asynchronous()
            : AsyncTransport.overThreads(blocking));
  }

  AsyncTransport get() {
    return chosen == null ? otherwise.get() : chosen;
  }

  /** Closes a transport that no call has used, when the session closes. */
  void closeUnused() {
    if (chosen != null) {
      chosen.close();
    }
  }
}
