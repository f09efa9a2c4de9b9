/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a call: what was sent, how it ended, what was decided and why. Secrets in the URL
 * are masked. Immutable.
 *
 * @param number 1 for the first
 * @param method as sent
 * @param url as sent, secrets masked
 * @param startedAt when it started, by the clock of the session
 * @param start from the start of the call
 * @param elapsed from the start to the end of the attempt
 * @param phases how long each phase took
 * @param result how it ended
 * @param decision what was decided
 * @param reason why, in words
 * @param delay the wait that follows, zero unless {@link Decision#RETRY}
 * @param notes further facts, such as a {@code Retry-After} that was ignored
 * @param headers what it sent and received, secrets masked
 */
public record Attempt(
    int number,
    String method,
    String url,
    Instant startedAt,
    Duration start,
    Duration elapsed,
    PhaseTimings phases,
    Result result,
    Decision decision,
    String reason,
    Duration delay,
    List<String> notes,
    AttemptHeaders headers) {

  /** The decision after an attempt. */
  public enum Decision {
    /** The response is the call's result. */
    SUCCESS,
    /** Another attempt follows. */
    RETRY,
    /**
     * The request is sent again, to the target of a redirect or because a recovery hook asked for
     * it.
     */
    FOLLOW,
    /** The call ends here; its last response or an exception is the result. */
    STOP
  }

  /**
   * The result of an attempt: a status or a failure.
   *
   * @param status of the response, if its head arrived whole
   * @param category of the failure, if it failed
   * @param sent whether the peer may have received the request
   * @param message the reason phrase or what went wrong, in words
   */
  public record Result(
      OptionalInt status, Optional<Category> category, Sent sent, String message) {}

  /** Returns the same attempt with another note. */
  Attempt noting(String text) {
    List<String> more = new ArrayList<>(notes);
    more.add(text);
    return new Attempt(
        number,
        method,
        url,
        startedAt,
        start,
        elapsed,
        phases,
        result,
        decision,
        reason,
        delay,
        List.copyOf(more),
        headers);
  }

  /** Returns the status of the response, if there was one. */
  public OptionalInt status() {
    return result.status();
  }

  /** Returns the category of the failure, if the attempt failed. */
  public Optional<Category> category() {
    return result.category();
  }

  /** Whether the peer may have received the request. */
  public Sent sent() {
    return result.sent();
  }

  /** Returns the reason phrase, or a description of the failure. */
  public String message() {
    return result.message();
  }

  /**
   * Returns one line: number, method, URL, outcome, time and reason, such as {@code attempt 1, GET
   * https://api.example.com/: 503 Service Unavailable in 48 ms; status 503 Service Unavailable;
   * retry 1 of 5 at once}. Secrets are masked.
   */
  @Override
  public String toString() {
    return Explanation.line(this);
  }
}
