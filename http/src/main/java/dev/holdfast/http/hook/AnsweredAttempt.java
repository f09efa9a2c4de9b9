/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An attempt with an error status as its response.
 *
 * @param call that it belongs to
 * @param number of the attempt, from 1
 * @param method of the request
 * @param url that it went to, after redirects
 * @param sent the headers that were sent, with the token that the server has refused
 * @param status of the response
 * @param headers of the response
 * @param body of the response if it was read, else empty: that of a streamed response is not. Do
 *     not change it
 * @param timeLeft the time until the deadline, if there is one
 */
public record AnsweredAttempt(
    CallInfo call,
    int number,
    String method,
    Url url,
    Headers sent,
    int status,
    Headers headers,
    Optional<byte[]> body,
    Optional<Duration> timeLeft) {

  /** Checks that nothing is missing. */
  public AnsweredAttempt {
    Objects.requireNonNull(call, "call");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(sent, "sent");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(timeLeft, "timeLeft");
  }
}
