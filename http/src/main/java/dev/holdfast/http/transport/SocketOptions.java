/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * Options of TCP sockets. Immutable.
 *
 * @param noDelay whether small packets leave at once (TCP_NODELAY); yes by default
 * @param keepAlive whether the kernel asks a silent peer now and then whether it is there
 *     (SO_KEEPALIVE); no by default. Idle connections are short-lived here, so this helps only
 *     where a middlebox forgets connections whose server takes minutes to answer.
 */
public record SocketOptions(boolean noDelay, boolean keepAlive) {

  private static final SocketOptions DEFAULTS = new SocketOptions(true, false);

  /** No delay, no keep-alive. */
  public static SocketOptions defaults() {
    return DEFAULTS;
  }

  /** These options with that {@link #noDelay}. */
  public SocketOptions withNoDelay(boolean on) {
    return new SocketOptions(on, keepAlive);
  }

  /** These options with that {@link #keepAlive}. */
  public SocketOptions withKeepAlive(boolean on) {
    return new SocketOptions(noDelay, on);
  }
}
