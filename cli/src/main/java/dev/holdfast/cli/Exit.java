/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.http.Category;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.TlsException;
import java.util.stream.Stream;

/** The exit codes. They are curl's, so that scripts written for curl still work. */
enum Exit {
  OK(0, "the answer's status is below 400"),
  UNEXPECTED(1, "unexpected failure (please report it)"),
  USAGE(2, "bad option, URL, header or file; nothing was sent"),
  DNS(6, "the host name could not be resolved"),
  CONNECT(7, "no connection"),
  HTTP_ERROR(22, "the answer's status is 400 or above, or its Retry-After too long"),
  WRITE(23, "the answer could not be written (no message for a closed pipe)"),
  TIMEOUT(28, "a timeout or the deadline passed"),
  TLS(35, "the TLS handshake failed"),
  REDIRECTS(47, "too many redirects"),
  EMPTY_REPLY(52, "the server closed the connection without an answer"),
  RECEIVE(56, "the answer broke off or is malformed"),
  CERTIFICATE(60, "the server's certificate is not trusted"),
  DECODING(61, "the answer's content coding does not decode"),
  BODY_NOT_REPEATABLE(65, "the request body cannot be sent a second time"),
  CANCELLED(130, "interrupted");

  private static final int FIRST_ERROR_STATUS = 400;

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }

  static Exit of(int status) {
    return status < FIRST_ERROR_STATUS ? OK : HTTP_ERROR;
  }

  static Exit of(RequestException error) {
    return switch (error.category()) {
      case TLS_ERROR -> error instanceof TlsException tls && tls.certificate() ? CERTIFICATE : TLS;
      case CONNECTION_ABORTED ->
        error instanceof ProtocolException protocol && protocol.emptyReply()
            ? EMPTY_REPLY
            : RECEIVE;
      default -> of(error.category());
    };
  }

  static Exit of(Category category) {
    return switch (category) {
      case DNS_FAILURE, DNS_QUEUE_TIMEOUT -> DNS;
      case CONNECT_REFUSED, CONNECT_ERROR, BREAKER_OPEN, OVERLOADED -> CONNECT;
      case CONNECT_TIMEOUT, POOL_TIMEOUT, READ_TIMEOUT, WRITE_TIMEOUT, DEADLINE_EXCEEDED -> TIMEOUT;
      case TLS_ERROR -> TLS;
      case CONNECTION_ABORTED, BAD_RESPONSE, BAD_CHUNK, CONNECTION_BROKEN_MID_BODY -> RECEIVE;
      case TOO_MANY_REDIRECTS -> REDIRECTS;
      case TOO_MANY_ERROR_RESPONSES, STATUS_ERROR, RETRY_AFTER_EXCEEDED, RATE_LIMITED -> HTTP_ERROR;
      case UNREWINDABLE_BODY -> BODY_NOT_REPEATABLE;
      case DECODING_ERROR -> DECODING;
      case CANCELLED -> Exit.CANCELLED;
      case INVALID_REQUEST -> USAGE;
    };
  }

  /** The table for the help. */
  static String[] table() {
    return Stream.of(values())
        .map(exit -> "%4d  %s".formatted(exit.code, exit.meaning))
        .toArray(String[]::new);
  }
}
