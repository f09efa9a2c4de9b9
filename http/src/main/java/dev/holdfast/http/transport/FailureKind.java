/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Locale;

/**
 * The reason why one attempt failed, as a transport can tell it. The set is closed. A session
 * reports the same names as {@link dev.holdfast.http.Category categories}, and adds those that only
 * it can know.
 */
public enum FailureKind {
  /** The host name could not be resolved. */
  DNS_FAILURE,
  /** No look-up of the host name could begin in time, because earlier ones hang. A local limit. */
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
  /** The content coding of the body is unknown or malformed. */
  DECODING_ERROR,
  /** The deadline passed during the attempt. */
  DEADLINE_EXCEEDED,
  /** The attempt was cancelled, its thread was interrupted, or the transport was closed. */
  CANCELLED,
  /** The request itself is at fault; nothing was sent. */
  INVALID_REQUEST;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Returns the name in lower case, such as {@code read_timeout}. */
  public String code() {
    return code;
  }
}
