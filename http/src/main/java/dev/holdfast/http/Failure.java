/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The contents of an exception of a call. */
record Failure(
    Category category,
    Sent sent,
    String message,
    Optional<Throwable> cause,
    Optional<Request> request,
    List<Attempt> attempts,
    Optional<Response> response,
    Optional<Duration> retryAfter) {

  /** Returns a failure before any attempt was made. */
  static Failure beforeSending(Category category, String message, Optional<Throwable> cause) {
    return new Failure(
        category,
        Sent.NO,
        message,
        cause,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the failure that ends a call. */
  static Failure of(Category category, String message, Request request, List<Attempt> attempts) {
    return new Failure(
        category,
        attempts.isEmpty() ? Sent.NO : attempts.get(attempts.size() - 1).sent(),
        message,
        Optional.empty(),
        Optional.of(request),
        attempts,
        Optional.empty(),
        Optional.empty());
  }

  Failure withCause(Throwable newCause) {
    return new Failure(
        category, sent, message, Optional.of(newCause), request, attempts, response, retryAfter);
  }

  Failure withSent(Sent newSent) {
    return new Failure(category, newSent, message, cause, request, attempts, response, retryAfter);
  }

  Failure withResponse(Response newResponse) {
    return new Failure(
        category,
        Sent.ANSWERED,
        message,
        cause,
        request,
        attempts,
        Optional.of(newResponse),
        retryAfter);
  }

  Failure withRetryAfter(Optional<Duration> newRetryAfter) {
    return new Failure(category, sent, message, cause, request, attempts, response, newRetryAfter);
  }

  /** Returns the exception for this failure. */
  RequestException toException() {
    return switch (category) {
      case DNS_FAILURE,
          DNS_QUEUE_TIMEOUT,
          CONNECT_REFUSED,
          CONNECT_TIMEOUT,
          CONNECT_ERROR,
          POOL_TIMEOUT -> new ConnectException(this);
      case TLS_ERROR -> new TlsException(this);
      case READ_TIMEOUT -> new ReadTimeoutException(this);
      case WRITE_TIMEOUT -> new WriteTimeoutException(this);
      case CONNECTION_ABORTED, BAD_RESPONSE, CONNECTION_BROKEN_MID_BODY, BAD_CHUNK ->
        new ProtocolException(this);
      case TOO_MANY_REDIRECTS -> new TooManyRedirectsException(this);
      case TOO_MANY_ERROR_RESPONSES -> new RetriesExhaustedException(this);
      case UNREWINDABLE_BODY -> new UnrewindableBodyException(this);
      case DEADLINE_EXCEEDED -> new DeadlineExceededException(this);
      case RETRY_AFTER_EXCEEDED -> new RetryAfterExceededException(this);
      case BREAKER_OPEN, RATE_LIMITED, OVERLOADED -> new CallRefusedException(this);
      case CANCELLED -> new CancelledException(this);
      case INVALID_REQUEST -> new InvalidRequestException(this);
      case DECODING_ERROR -> new BodyDecodingException(this);
      case STATUS_ERROR -> new StatusException(this);
    };
  }
}
