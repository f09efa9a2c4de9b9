/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sse;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.message.Headers;
import java.time.Duration;
import java.util.Objects;

/** Options of an event stream. Immutable: every setter returns another instance. */
public final class EventOptions {

  private static final EventOptions DEFAULTS =
      new EventOptions(Duration.ofSeconds(60), Duration.ofSeconds(1), 1 << 20, "", true);

  private final Duration idle;
  private final Duration delay;
  private final int maxChars;
  private final String lastEventId;
  private final boolean reconnects;

  private EventOptions(
      Duration idle, Duration delay, int maxChars, String lastEventId, boolean reconnects) {
    this.idle = idle;
    this.delay = delay;
    this.maxChars = maxChars;
    this.lastEventId = lastEventId;
    this.reconnects = reconnects;
  }

  /** Returns the defaults, which each setter documents. */
  public static EventOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets how long the server may be silent before the connection counts as broken (default: 60 s).
   * Comments count as activity: servers should send one every 15 s.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public EventOptions idle(Duration longest) {
    return new EventOptions(
        Nanos.requirePositive("idle", longest), delay, maxChars, lastEventId, reconnects);
  }

  /**
   * Sets the wait before a reconnect after a connection that delivered events, unless the server
   * sets it with {@code retry:} (default: 1 s).
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public EventOptions reconnectDelay(Duration shortest) {
    return new EventOptions(
        idle, Nanos.requirePositive("reconnectDelay", shortest), maxChars, lastEventId, reconnects);
  }

  /**
   * Limits the size of an event and of a line, in characters (default: 1 Mi). A larger one ends the
   * stream.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public EventOptions maxEventChars(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("maxEventChars: " + most + " (expected: >= 1)");
    }
    return new EventOptions(idle, delay, most, lastEventId, reconnects);
  }

  /**
   * Sets the id of the last event of an earlier stream. The server is asked for the events after it
   * (default: empty, none).
   *
   * @throws IllegalArgumentException if it is not a valid header value
   */
  public EventOptions lastEventId(String id) {
    Headers.empty().plus("Last-Event-ID", Objects.requireNonNull(id, "id"));
    return new EventOptions(idle, delay, maxChars, id, reconnects);
  }

  /** Sets whether the stream reconnects when a connection ends (default: yes). */
  public EventOptions reconnect(boolean again) {
    return new EventOptions(idle, delay, maxChars, lastEventId, again);
  }

  /** Returns how long the server may be silent. */
  public Duration idle() {
    return idle;
  }

  /** Returns the wait before a reconnect. */
  public Duration reconnectDelay() {
    return delay;
  }

  /** Returns the limit on the characters of an event. */
  public int maxEventChars() {
    return maxChars;
  }

  /** Returns the id of the last event of an earlier stream. */
  public String lastEventId() {
    return lastEventId;
  }

  /** Whether the stream reconnects when a connection ends. */
  public boolean reconnects() {
    return reconnects;
  }
}
