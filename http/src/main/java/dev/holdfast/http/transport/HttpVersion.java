/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/** Which version of HTTP a request may travel by. A closed set. */
public enum HttpVersion {
  /** HTTP/1.1 and nothing else. */
  HTTP_1_1,
  /** Whatever server and transport agree on during the TLS handshake (ALPN); else HTTP/1.1. */
  NEGOTIATE,
  /**
   * HTTP/2 and nothing else: agreed on by ALPN over {@code https}, taken for granted ("prior
   * knowledge", RFC 9113 section 3.3) over {@code http}. A server that does not speak it is an
   * error.
   */
  HTTP_2
}
