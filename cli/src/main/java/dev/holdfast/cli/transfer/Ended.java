/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.Category;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.time.Duration;
import java.util.Optional;

/**
 * How a transfer ended, once there was an answer.
 *
 * @param status of the answer
 * @param reason its reason phrase
 * @param headers as received
 * @param url where it came from, after redirects
 * @param retryAfter what it asked for
 * @param received how many bytes of the body came in this run
 * @param failure why the body did not arrive whole
 */
public record Ended(
    int status,
    String reason,
    Headers headers,
    Url url,
    Optional<Duration> retryAfter,
    long received,
    Optional<Failure> failure) {

  private static final int FIRST_ERROR_STATUS = 400;

  /**
   * Why a body did not arrive whole.
   *
   * @param category of the failure
   * @param message in words
   * @param cause for a stack trace
   */
  public record Failure(Category category, String message, Exception cause) {}

  static Ended of(StreamedResponse response, long received, Optional<Failure> failure) {
    return new Ended(
        response.status(),
        response.reason(),
        response.headers(),
        response.url(),
        response.retryAfter(),
        received,
        failure);
  }

  /** Whether the status says all there is to say, so that a lost body is only a note. */
  public boolean statusDecides() {
    return status >= FIRST_ERROR_STATUS;
  }

  /** Status and reason phrase. */
  public String statusLine() {
    return statusLine(status, reason);
  }

  static String statusLine(int status, String reason) {
    return reason.isEmpty() ? String.valueOf(status) : status + " " + reason;
  }
}
