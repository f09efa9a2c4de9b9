/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of a call.
 *
 * @param status of the last answer, if there was one
 * @param category of the failure; none if an answer was returned
 * @param message of the failure, or the answer's reason phrase
 * @param attempts all attempts
 * @param elapsedNanos the time of the whole call
 * @param retryAfter the delay that the last answer asked for
 */
public record CallEnd(
    OptionalInt status,
    Optional<String> category,
    String message,
    List<Attempt> attempts,
    long elapsedNanos,
    Optional<Duration> retryAfter) {

  private static final int FIRST_ERROR_STATUS = 400;

  /** The end of a call with an answer. */
  public static CallEnd answered(DownloadedResponse response, Timeline timeline) {
    return new CallEnd(
        OptionalInt.of(response.status()),
        Optional.empty(),
        response.reason(),
        timeline.attempts(),
        timeline.elapsedNanos(),
        response.retryAfter());
  }

  /** The end of a call that failed. */
  public static CallEnd failed(RequestException error, Timeline timeline) {
    Optional<Response> response = error.response();
    return new CallEnd(
        response.isPresent() ? OptionalInt.of(response.get().status()) : OptionalInt.empty(),
        Optional.of(error.category().code()),
        String.valueOf(error.getMessage()),
        timeline.attempts(),
        timeline.elapsedNanos(),
        error.retryAfter());
  }

  /** Whether the call ended with a successful answer. */
  boolean good() {
    return category.isEmpty() && status.orElse(0) < FIRST_ERROR_STATUS;
  }

  /** The sum of the waits between the attempts. */
  public Duration waited() {
    return attempts.stream().map(Attempt::delay).reduce(Duration.ZERO, Duration::plus);
  }

  /** The problem, in one line. */
  String problem() {
    if (category.isPresent()) {
      return message;
    }
    String times = attempts.size() == 1 ? "1 attempt" : attempts.size() + " attempts";
    return "status " + status.orElse(0) + (message.isEmpty() ? "" : " " + message) + " after "
        + times + " in " + Elapsed.text(elapsedNanos);
  }
}
