/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a PING to a silent peer, because a half-open connection looks like an idle one. On the
 * loop.
 */
final class KeepAlive {

  private final Loop loop;
  private final Channel channel;
  private final long limitNanos;
  private final Events events;
  private boolean asked;
  private long askedAt;
  private boolean over;
  private @Nullable Timer timer;

  /** Called when the peer has to be asked, or did not respond. */
  interface Events {

    /** Called to send a PING. */
    void ask();

    /** Called when the PING was not answered. */
    void unanswered();
  }

  /** @param limitNanos the silence after which a PING is sent, and the time for its answer */
  KeepAlive(Loop loop, Channel channel, long limitNanos, Events events) {
    this.loop = loop;
    this.channel = channel;
    this.limitNanos = limitNanos;
    this.events = events;
  }

  void start() {
    if (!over) {
      timer = loop.schedule(limitNanos, this::look);
    }
  }

  void stop() {
    over = true;
    if (timer != null) {
      loop.cancel(timer);
      timer = null;
    }
  }

  private void look() {
    if (over) {
      return;
    }
    long now = System.nanoTime();
    long silence = now - channel.lastRead();
    if (asked && channel.lastRead() - askedAt < 0) {
      events.unanswered();
    } else if (silence < limitNanos) {
      asked = false;
      timer = loop.schedule(limitNanos - silence, this::look);
    } else {
      asked = true;
      askedAt = now;
      events.ask();
      start();
    }
  }
}
