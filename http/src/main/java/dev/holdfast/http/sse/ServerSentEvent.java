/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sse;

import java.util.Objects;

/**
 * An event that a server has sent (WHATWG HTML, section 9.2).
 *
 * @param type the type; {@code message} if the server names none
 * @param data its lines, with LF between them
 * @param id the last id that the stream had when this event was complete; empty if it had none. It
 *     may be that of an earlier event
 */
public record ServerSentEvent(String type, String data, String id) {

  /** Checks that nothing is missing. */
  public ServerSentEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(id, "id");
  }

  /** Returns type, size and id; not the data, which may hold secrets. */
  @Override
  public String toString() {
    return "ServerSentEvent[" + type + ", " + data.length() + " characters, id " + id + "]";
  }
}
