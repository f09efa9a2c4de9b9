/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The end of a call.
 *
 * @param status of the answer; 0 if there was none
 * @param category of the failure
 * @param attempts the number of attempts
 * @param waited the waits between them
 * @param timeline for people to read
 * @param retryAfter the delay that the server asked for, if the call failed because of it
 * @param elapsed the time of the whole call
 */
record Played(
    int status,
    Optional<Category> category,
    int attempts,
    Duration waited,
    String timeline,
    Optional<Duration> retryAfter,
    Duration elapsed) {

  static Played call(Session session, Request request) {
    long started = System.nanoTime();
    try {
      return of(session.request(request), started);
    } catch (RequestException e) {
      return of(e, started);
    }
  }

  private static Played of(Response response, long started) {
    return new Played(
        response.status(),
        Optional.empty(),
        response.attempts().size(),
        waited(response.attempts()),
        response.explain(),
        Optional.empty(),
        since(started));
  }

  private static Played of(RequestException error, long started) {
    return new Played(
        0,
        Optional.of(error.category()),
        error.attempts().size(),
        waited(error.attempts()),
        error.explain(),
        error.retryAfter(),
        since(started));
  }

  private static Duration waited(List<Attempt> attempts) {
    return attempts.stream().map(Attempt::delay).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  boolean fasterThan(Duration limit) {
    return elapsed.compareTo(limit) < 0;
  }

  boolean slowerThan(Duration limit) {
    return elapsed.compareTo(limit) >= 0;
  }
}
