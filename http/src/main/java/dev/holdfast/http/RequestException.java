/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.problem.Problem;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Thrown when a call failed. The root of all unchecked exceptions that a session throws:
 *
 * <ul>
 *   <li>{@link ConnectException}: name, connection or pool; the last attempt sent nothing
 *   <li>{@link TlsException}: handshake or certificate
 *   <li>{@link ReadTimeoutException}, {@link WriteTimeoutException}: the peer went silent
 *   <li>{@link ProtocolException}: no answer, a broken or an invalid one
 *   <li>{@link DeadlineExceededException}: the whole call took too long, or would have
 *   <li>{@link RetryAfterExceededException}: the server asks for a longer wait than allowed
 *   <li>{@link CallRefusedException}: a breaker, limit or cooldown; the last attempt was not made
 *   <li>{@link RetriesExhaustedException}, {@link StatusException}: an error status, when asked for
 *   <li>{@link TooManyRedirectsException}: too many, or one that must not be followed
 *   <li>{@link UnrewindableBodyException}: a body that can be sent only once was needed again
 *   <li>{@link InvalidRequestException}, {@link BodyDecodingException}, {@link CancelledException}
 * </ul>
 *
 * <p>The same failure has the same type whether or not it was retried.
 */
public abstract sealed class RequestException extends RuntimeException
    permits BodyDecodingException,
        CallRefusedException,
        CancelledException,
        ConnectException,
        DeadlineExceededException,
        InvalidRequestException,
        ProtocolException,
        ReadTimeoutException,
        RetriesExhaustedException,
        RetryAfterExceededException,
        StatusException,
        TlsException,
        TooManyRedirectsException,
        UnrewindableBodyException,
        WriteTimeoutException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  RequestException(Failure failure) {
    super(failure.message(), failure.cause().orElse(null));
    this.failure = failure;
  }

  /** Returns the category of the failure. */
  public Category category() {
    return failure.category();
  }

  /**
   * Whether the server may have received the request in any attempt: the value of the last attempt
   * that may have arrived. {@link Sent#NO} means that none did, so that the request can be sent
   * again whatever its method.
   */
  public Sent sent() {
    return failure.sent() == Sent.NO ? sentBefore() : failure.sent();
  }

  /**
   * Returns the value of the earlier attempts. A call may end with a refused attempt after one that
   * was sent.
   */
  private Sent sentBefore() {
    List<Attempt> attempts = attempts();
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (attempts.get(i).sent() != Sent.NO) {
        return attempts.get(i).sent();
      }
    }
    return Sent.NO;
  }

  /** Returns the first request; empty if it could not even be built. */
  public Optional<Request> request() {
    return failure.request();
  }

  /** Returns every attempt, in order; empty if none was made. */
  public List<Attempt> attempts() {
    return failure.attempts();
  }

  /**
   * Returns the last response, if there was one. If its body failed, every method that reads the
   * body throws.
   */
  public Optional<Response> response() {
    return failure.response();
  }

  /**
   * Returns the problem in the last response ({@code application/problem+json}, RFC 9457), if it
   * has one: for {@link StatusException} and {@link RetriesExhaustedException} above all.
   */
  public Optional<Problem> problem() {
    return response().flatMap(Response::problem);
  }

  /**
   * Returns the first 1,024 characters of the last response's body, for people to read: values of
   * key-like names, credentials and long random words are masked, as far as they can be recognised.
   * Empty if there is no body, or it did not arrive whole. The whole body is
   * {@code response().get().text()}.
   */
  public String bodyExcerpt() {
    return response().map(ErrorBody::excerpt).orElse("");
  }

  /**
   * Returns how long the server asked to wait before the next request, if its last response did.
   */
  public Optional<Duration> retryAfter() {
    return failure.retryAfter().or(() -> response().flatMap(Response::retryAfter));
  }

  /** Returns the timeline of the call, for people to read. */
  public String explain() {
    return Explanation.ofFailure(failure.attempts(), category().code() + ": " + getMessage());
  }
}
