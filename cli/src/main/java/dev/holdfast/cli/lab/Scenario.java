/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import java.util.Locale;

/**
 * What goes wrong, and the numbers of the world in which it does.
 *
 * @param trouble what happens to the server
 * @param clients each with policies of its own, as separate processes have
 * @param callsPerSecond of each client, at random moments
 */
record Scenario(Trouble trouble, int clients, int callsPerSecond) {

  static final long SECOND = 1_000_000_000L;
  /** An attempt that is not answered by then counts as failed; the server does not know. */
  static final long ATTEMPT_TIMEOUT = 2 * SECOND;

  static final int BEGIN = 20;
  private static final int SERVICE_MILLIS = 20;

  /** What happens to the server, from {@link #BEGIN} on. */
  enum Trouble {
    /** Refuses every connection for a minute, then is back with an empty queue. */
    OUTAGE("down for 60 s", 60, 140),
    /**
     * Does a fifth of its work for ten seconds; and, whenever more than a second of work waits, a
     * fifth less than it could (caches are cold, memory is short).
     */
    OVERLOAD("slow for 10 s, and slower while overloaded", 10, 140);

    final String title;
    final int seconds;
    final int end;

    Trouble(String title, int seconds, int end) {
      this.title = title;
      this.seconds = seconds;
      this.end = end;
    }
  }

  /** When the trouble ends, in seconds. */
  int over() {
    return BEGIN + trouble.seconds;
  }

  int steady() {
    return clients * callsPerSecond;
  }

  /** The server can do one and a half times the steady load. */
  int workers() {
    return Math.max(1, steady() * SERVICE_MILLIS * 3 / 2000);
  }

  boolean refuses(long nanos) {
    return trouble == Trouble.OUTAGE && during(nanos);
  }

  boolean during(long nanos) {
    return nanos >= BEGIN * SECOND && nanos < over() * SECOND;
  }

  long serviceNanos(long nanos, int waiting) {
    long service = SERVICE_MILLIS * SECOND / 1000;
    if (trouble != Trouble.OVERLOAD) {
      return service;
    }
    if (during(nanos)) {
      return service * 5;
    }
    return waiting > steady() * 3 / 2 ? service * 5 / 4 : service;
  }

  /** Five seconds of work may wait; more is turned away with a 503. */
  int queue() {
    return steady() * 15 / 2;
  }

  String title() {
    return String.format(
        Locale.ROOT,
        "%,d client%s with %d call%s/s each; the server is %s",
        clients,
        clients == 1 ? "" : "s",
        callsPerSecond,
        callsPerSecond == 1 ? "" : "s",
        trouble.title);
  }
}
