/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.FailureKind;
import java.util.Locale;

/**
 * The reason why an attempt or a call failed. The set is closed; the command line prints the same
 * names. Categories up to {@link #INVALID_REQUEST} are also {@linkplain FailureKind kinds} that a
 * transport reports; only the session can report the others.
 */
public enum Category {
  /** The host name could not be resolved. */
  DNS_FAILURE,
  /** No look-up of the host name could begin in time: earlier ones hang. A local limit. */
  DNS_QUEUE_TIMEOUT,
  /** The host answered that nothing listens on that port. */
  CONNECT_REFUSED,
  /** No connection (name, all addresses, TLS) within the connect timeout. */
  CONNECT_TIMEOUT,
  /** The connection could not be made for another reason: unreachable network, no local port. */
  CONNECT_ERROR,
  /** No pooled connection became free within the pool timeout. */
  POOL_TIMEOUT,
  /** The TLS handshake failed, or a certificate is not acceptable, the client's included. */
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
  /** The body does not decode: content coding, character set or JSON. */
  DECODING_ERROR,
  /** The deadline passed, or the next wait would end after it. */
  DEADLINE_EXCEEDED,
  /** The thread was interrupted, or the session was closed. */
  CANCELLED,
  /** The request itself is at fault, or a hook of the caller's failed; nothing was sent. */
  INVALID_REQUEST,
  /** More redirects than allowed, or a redirect that must not be followed. */
  TOO_MANY_REDIRECTS,
  /** All retries ended in a status that is retried, and the caller asked for an exception. */
  TOO_MANY_ERROR_RESPONSES,
  /** The request body can be sent only once and is needed again. */
  UNREWINDABLE_BODY,
  /** The server asked for a longer wait than allowed. */
  RETRY_AFTER_EXCEEDED,
  /** A circuit breaker is open; nothing was sent. */
  BREAKER_OPEN,
  /** A rate limit or a cooldown leaves no room before the deadline; nothing was sent. */
  RATE_LIMITED,
  /** Too many attempts are running or waiting, or too many failed; nothing was sent. */
  OVERLOADED,
  /** An error status, turned into an exception at the caller's request. */
  STATUS_ERROR;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Returns the name in lower case, such as {@code read_timeout}. */
  public String code() {
    return code;
  }

  /** Returns the category of the same name, for an attempt that a transport ended that way. */
  public static Category of(FailureKind kind) {
    return valueOf(kind.name());
  }
}
