/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sse;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.message.Headers;
import java.time.Duration;
import java.util.Objects;

/** How a stream of events is read. Immutable: every setter returns another one. */
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

  /** What every setter says is the default. */
  public static EventOptions defaults() {
    return DEFAULTS;
  }

  /**
   * How long the server may be silent before the connection counts as broken (default: 60 s).
   * Comments count as life: servers should send one every 15 s.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public EventOptions idle(Duration longest) {
    return new EventOptions(
        Nanos.requirePositive("idle", longest), delay, maxChars, lastEventId, reconnects);
  }

  /**
   * How long to wait before a connection that had brought events is followed by another one, until
   * the server says otherwise with {@code retry:} (default: 1 s).
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public EventOptions reconnectDelay(Duration shortest) {
    return new EventOptions(
        idle, Nanos.requirePositive("reconnectDelay", shortest), maxChars, lastEventId, reconnects);
  }

  /**
   * The largest event, and the longest line, in characters (default: 1 Mi). A larger one ends the
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
   * The id of the last event that an earlier stream has brought: the server is asked for those
   * after it (default: empty, none).
   *
   * @throws IllegalArgumentException if it cannot stand in a header
   */
  public EventOptions lastEventId(String id) {
    Headers.empty().plus("Last-Event-ID", Objects.requireNonNull(id, "id"));
    return new EventOptions(idle, delay, maxChars, id, reconnects);
  }

  /** Whether a connection that ends is followed by another one (default: yes). */
  public EventOptions reconnect(boolean again) {
    return new EventOptions(idle, delay, maxChars, lastEventId, again);
  }

  /** As set. */
  public Duration idle() {
    return idle;
  }

  /** As set. */
  public Duration reconnectDelay() {
    return delay;
  }

  /** As set. */
  public int maxEventChars() {
    return maxChars;
  }

  /** As set. */
  public String lastEventId() {
    return lastEventId;
  }

  /** Whether a connection that ends is followed by another one. */
  public boolean reconnects() {
    return reconnects;
  }
}
