/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Locale;

/**
 * What kind of failure ended an attempt or a call. A closed set: also the names the command line
 * prints.
 */
public enum Category {
  /** The host name could not be resolved. */
  DNS_FAILURE,
  /** No look-up of the host name could begin in time: earlier ones hang. A limit of ours. */
  DNS_QUEUE_TIMEOUT,
  /** The host answered that nothing listens on that port. */
  CONNECT_REFUSED,
  /** No connection (name, all addresses, TLS) within the connect timeout. */
  CONNECT_TIMEOUT,
  /** The connection could not be made for another reason: unreachable network, no local port. */
  CONNECT_ERROR,
  /** No pooled connection became free within the pool timeout. */
  POOL_TIMEOUT,
  /** The TLS handshake failed, or the certificate is not acceptable. */
  TLS_ERROR,
  /** The peer took no byte of the request for the write timeout. */
  WRITE_TIMEOUT,
  /** The peer sent no byte for the read timeout, or the attempt timeout ran out. */
  READ_TIMEOUT,
  /** The connection ended before a whole response head had arrived. */
  CONNECTION_ABORTED,
  /** The peer sent something that is not a valid or acceptable HTTP response. */
  BAD_RESPONSE,
  /** The connection ended before the body was complete. */
  CONNECTION_BROKEN_MID_BODY,
  /** The chunked coding of the body is malformed. */
  BAD_CHUNK,
  /** More redirects than allowed, or a redirect that must not be followed. */
  TOO_MANY_REDIRECTS,
  /** All retries ended in a status that is retried, and the caller asked for an exception. */
  TOO_MANY_ERROR_RESPONSES,
  /** The request body can be sent only once and is needed again. */
  UNREWINDABLE_BODY,
  /** The deadline passed, or the next wait would end after it. */
  DEADLINE_EXCEEDED,
  /** The server asked for a longer wait than allowed. */
  RETRY_AFTER_EXCEEDED,
  /** A circuit breaker is open; nothing was sent. */
  BREAKER_OPEN,
  /** A rate limit or a cooldown leaves no room before the deadline; nothing was sent. */
  RATE_LIMITED,
  /** Too many attempts are under way or waiting, or too many failed; nothing was sent. */
  OVERLOADED,
  /** The thread was interrupted, or the session was closed. */
  CANCELLED,
  /** The request itself is at fault; nothing was sent. */
  INVALID_REQUEST,
  /** The body does not decode: content coding, character set or JSON. */
  DECODING_ERROR,
  /** An error status, turned into an exception at the caller's request. */
  STATUS_ERROR;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The name in lower case, as in {@code read_timeout}. */
  public String code() {
    return code;
  }
}
