/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call as seen from outside: by the transport, by the clock and by the caller.
 *
 * @param startNanos when the call began, on the clock of the session
 * @param endNanos when the caller got the result, on the same clock
 * @param interrupted whether the caller's thread was left interrupted
 * @param opened the number of responses that the transport returned
 * @param closed the number of those that were closed
 * @param timers the number of timers that are still set
 * @param observed the attempts that the observer was called with, in order
 * @param words all texts of the call that a person could read, to be searched for secrets
 */
record Trace(
    List<Sighting> sightings,
    Ending ending,
    long startNanos,
    long endNanos,
    boolean interrupted,
    int opened,
    int closed,
    int timers,
    List<Attempt> observed,
    String words) {

  /**
   * One request as the transport received it.
   *
   * @param body the bytes, if it was read
   */
  record Request(
      String method,
      String url,
      Optional<String> key,
      boolean credentials,
      Optional<String> body,
      AttemptLimits limits) {

    Request carrying(String bytes) {
      return new Request(method, url, key, credentials, Optional.of(bytes), limits);
    }
  }

  /** A request, the time of its arrival, and the time when the transport was done with it. */
  record Sighting(Request request, long startNanos, long endNanos) {

    /** The same with a key that shows only that there was one. */
    Sighting keyless() {
      Request same = new Request(
          request.method,
          request.url,
          request.key.map(key -> "a key"),
          request.credentials,
          request.body,
          request.limits);
      return new Sighting(same, startNanos, endNanos);
    }
  }

  /** The result for the caller. */
  sealed interface Ending {

    List<Attempt> attempts();

    /** A returned response. */
    record Returned(int status, String body, List<Attempt> attempts) implements Ending {}

    /** An exception of the library. */
    record Failed(
        Category category,
        Sent sent,
        Optional<Integer> status,
        Optional<Duration> retryAfter,
        String type,
        List<Attempt> attempts)
        implements Ending {}

    /** Any other exception: a bug. */
    record Crashed(String what) implements Ending {
      @Override
      public List<Attempt> attempts() {
        return List.of();
      }
    }
  }

  /** The trace as text, without parts that differ from run to run: random keys, real time. */
  String fingerprint() {
    String text = sightings + " " + ending + " " + endNanos + " " + interrupted + " " + observed;
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<key>")
        .replaceAll("phases=.*?, result=", "result=");
  }
}
