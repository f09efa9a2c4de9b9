/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.apache.TransportSettings;
import dev.holdfast.http.apache.async.AsyncHttpCoreTransport;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.Transport;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What will carry asynchronous calls.
 *
 * @param chosen by the caller, if one was
 * @param otherwise makes one, when it is needed
 */
record AsyncChoice(@Nullable AsyncTransport chosen, Supplier<AsyncTransport> otherwise) {

  /**
   * The caller's asynchronous transport, else the caller's blocking one on threads, else our own.
   *
   * @param connection settings for our own
   */
  static AsyncChoice of(
      @Nullable AsyncTransport chosen,
      @Nullable Transport blocking,
      List<Consumer<TransportSettings<?>>> connection) {
    if (blocking != null) {
      return new AsyncChoice(chosen, () -> AsyncTransport.overThreads(blocking));
    }
    // Later changes of the builder are not for this session.
    List<Consumer<TransportSettings<?>>> settings = List.copyOf(connection);
    return new AsyncChoice(chosen, () -> {
      AsyncHttpCoreTransport.Builder builder = AsyncHttpCoreTransport.builder();
      settings.forEach(setting -> setting.accept(builder));
      return builder.build();
    });
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
