/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sse;

import java.util.Iterator;

/**
 * The events of a server, one after another, over as many connections as it takes. To be iterated
 * by one thread at a time; any thread may close it.
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
   * The events, as they come; always the same iterator. {@code hasNext} blocks until there is one,
   * and is false when the server has ended the stream (204), when a stream that is not followed by
   * another connection has ended, or when this is closed. It throws a
   * {@code dev.holdfast.http.RequestException} if the stream cannot be continued. An interrupt
   * closes the stream; the thread's flag stays set.
   */
  @Override
  Iterator<ServerSentEvent> iterator();

  /** The id of the last event that the iterator has given; empty if there is none. */
  String lastEventId();

  /** Ends the stream, and the wait of a thread for its next event. Idempotent, never blocks. */
  @Override
  void close();
}
