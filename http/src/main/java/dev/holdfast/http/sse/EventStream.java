/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sse;

import java.util.Iterator;

/**
 * The events of a server, one after another, over as many connections as needed. To be iterated by
 * one thread at a time; any thread may close it.
 *
 * <pre>{@code
 * try (EventStream events = session.events(Request.get(url))) {
 *   for (ServerSentEvent event : events) {
 *     handle(event.data());
 *   }
 * }
 * }</pre>
 */
public interface EventStream extends Iterable<ServerSentEvent>, AutoCloseable {

  /**
   * Returns the events as they arrive; always the same iterator. {@code hasNext} blocks until there
   * is one. It is false when the server has ended the stream (204), when the connection of a stream
   * that does not reconnect has ended, or when this is closed. It throws a
   * {@code dev.holdfast.http.RequestException} if the stream cannot be continued. An interrupt
   * closes the stream; the thread's flag stays set.
   */
  @Override
  Iterator<ServerSentEvent> iterator();

  /** Returns the id of the last event that the iterator returned; empty if there is none. */
  String lastEventId();

  /** Ends the stream, and the wait of a thread for its next event. Idempotent, never blocks. */
  @Override
  void close();
}
