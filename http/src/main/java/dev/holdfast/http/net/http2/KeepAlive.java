/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.connect.Link;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a silent peer whether it lives: a half-open connection looks like an idle one. On the loop.
 */
final class KeepAlive {

  private final Loop loop;
  private final Link link;
  private final long limitNanos;
  private final Events events;
  private boolean asked;
  private long askedAt;
  private boolean over;
  private @Nullable Timer timer;

  /** Told what to do. */
  interface Events {

    /** Ask the peer for an answer. */
    void ask();

    /** It gave none. */
    void unanswered();
  }

  /** @param limitNanos silence after which the peer is asked, and has as long to answer */
  KeepAlive(Loop loop, Link link, long limitNanos, Events events) {
    this.loop = loop;
    this.link = link;
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
    long silence = now - link.lastRead();
    if (asked && link.lastRead() - askedAt < 0) {
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
