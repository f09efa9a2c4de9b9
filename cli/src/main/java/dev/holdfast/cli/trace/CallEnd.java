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
 * How a call ended.
 *
 * @param status of the last answer, if there was one
 * @param category of the failure; none if the answer was handed back
 * @param message of the failure, or the answer's reason phrase
 * @param attempts all of them
 * @param elapsedNanos the whole call
 * @param retryAfter what the last answer asked for
 */
public record CallEnd(
    OptionalInt status,
    Optional<String> category,
    String message,
    List<Attempt> attempts,
    long elapsedNanos,
    Optional<Duration> retryAfter) {

  private static final int FIRST_ERROR_STATUS = 400;

  /** The call ended with an answer. */
  public static CallEnd answered(DownloadedResponse response, Timeline timeline) {
    return new CallEnd(
        OptionalInt.of(response.status()),
        Optional.empty(),
        response.reason(),
        timeline.attempts(),
        timeline.elapsedNanos(),
        response.retryAfter());
  }

  /** The call failed. */
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

  /** Whether the call ended with a good answer. */
  boolean good() {
    return category.isEmpty() && status.orElse(0) < FIRST_ERROR_STATUS;
  }

  /** All waits between the attempts. */
  public Duration waited() {
    return attempts.stream().map(Attempt::delay).reduce(Duration.ZERO, Duration::plus);
  }

  /** What went wrong, in one line. */
  String problem() {
    if (category.isPresent()) {
      return message;
    }
    String times = attempts.size() == 1 ? "1 attempt" : attempts.size() + " attempts";
    return "status " + status.orElse(0) + (message.isEmpty() ? "" : " " + message) + " after "
        + times + " in " + Elapsed.text(elapsedNanos);
  }
}
