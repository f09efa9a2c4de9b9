/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Category;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The expected end of a call: the result for the caller, without the attempts. */
record Want(
    String type,
    Optional<Category> category,
    Sent sent,
    Optional<Integer> status,
    String body,
    Optional<Duration> retryAfter) {

  static Want returned(int status, String body) {
    return new Want(
        "Response", Optional.empty(), Sent.ANSWERED, Optional.of(status), body, Optional.empty());
  }

  static Want returned(Step.Answer answer, boolean bodyless) {
    return returned(answer.status(), bodyless ? "" : ScriptedResponse.content(answer.bodyLength()));
  }

  static Want failed(Category category, Sent sent) {
    return new Want(
        type(category), Optional.of(category), sent, Optional.empty(), "", Optional.empty());
  }

  /** The same with the last response, and the delay that it asks for. */
  Want carrying(int response, OptionalLong asked) {
    Optional<Duration> told =
        asked.isPresent() ? Optional.of(Duration.ofNanos(asked.getAsLong())) : Optional.empty();
    return new Want(type, category, sent, Optional.of(response), body, retryAfter.or(() -> told));
  }

  Want sent(Sent known) {
    return new Want(type, category, known, status, body, retryAfter);
  }

  Want after(Duration asked) {
    return new Want(type, category, sent, status, body, Optional.of(asked));
  }

  static Want of(Trace.Ending ending) {
    if (ending instanceof Trace.Ending.Returned returned) {
      return returned(returned.status(), returned.body());
    } else if (ending instanceof Trace.Ending.Failed failed) {
      return new Want(
          failed.type(),
          Optional.of(failed.category()),
          failed.sent(),
          failed.status(),
          "",
          failed.retryAfter());
    }
    return new Want(
        ending.toString(), Optional.empty(), Sent.MAYBE, Optional.empty(), "", Optional.empty());
  }

  boolean sameKind(Want other) {
    return category.equals(other.category);
  }

  /**
   * The exception type in the guide's table: the same failure has the same type, retried or not.
   */
  private static String type(Category category) {
    return switch (category) {
      case DNS_FAILURE, CONNECT_REFUSED, CONNECT_TIMEOUT, CONNECT_ERROR, POOL_TIMEOUT ->
        "ConnectException";
      case TLS_ERROR -> "TlsException";
      case READ_TIMEOUT -> "ReadTimeoutException";
      case WRITE_TIMEOUT -> "WriteTimeoutException";
      case CONNECTION_ABORTED, BAD_RESPONSE, CONNECTION_BROKEN_MID_BODY, BAD_CHUNK ->
        "ProtocolException";
      case TOO_MANY_REDIRECTS -> "TooManyRedirectsException";
      case TOO_MANY_ERROR_RESPONSES -> "RetriesExhaustedException";
      case UNREWINDABLE_BODY -> "UnrewindableBodyException";
      case DEADLINE_EXCEEDED -> "DeadlineExceededException";
      case RETRY_AFTER_EXCEEDED -> "RetryAfterExceededException";
      case CANCELLED -> "CancelledException";
      case BREAKER_OPEN, RATE_LIMITED -> "CallRefusedException";
      default -> "none of the simulator's";
    };
  }
}
