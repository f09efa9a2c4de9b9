/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/** The versions of HTTP that a request may use. The set is closed. */
public enum HttpVersion {
  /** Only HTTP/1.1. */
  HTTP_1_1,
  /**
   * The version that server and transport agree on during the TLS handshake (ALPN); else HTTP/1.1.
   */
  NEGOTIATE,
  /**
   * Only HTTP/2: agreed on by ALPN over {@code https}, assumed ("prior knowledge", RFC 9113 section
   * 3.3) over {@code http}. A server that does not speak it is an error.
   */
  HTTP_2
}
