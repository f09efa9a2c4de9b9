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
 * What will carry asynchronous calls.
 *
 * @param chosen by the caller, if one was
 * @param otherwise makes one, when it is needed
 */
public record AsyncChoice(@Nullable AsyncTransport chosen, Supplier<AsyncTransport> otherwise) {

  /** The caller's asynchronous transport, else the other side of the blocking one. */
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

  /** The session is closed and has never needed it. */
  void closeUnused() {
    if (chosen != null) {
      chosen.close();
    }
  }
}
