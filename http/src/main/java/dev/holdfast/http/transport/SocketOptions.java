/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * Options of TCP sockets. Immutable.
 *
 * @param noDelay whether small packets are sent at once (TCP_NODELAY); true by default
 * @param keepAlive whether the kernel probes a silent peer from time to time (SO_KEEPALIVE); false
 *     by default. Idle connections are short-lived here, so this helps only where a middlebox
 *     forgets connections whose server takes minutes to answer.
 */
public record SocketOptions(boolean noDelay, boolean keepAlive) {

  private static final SocketOptions DEFAULTS = new SocketOptions(true, false);

  /** Returns the defaults: no delay, no keep-alive. */
  public static SocketOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with that {@link #noDelay}. */
  public SocketOptions withNoDelay(boolean on) {
    return new SocketOptions(on, keepAlive);
  }

  /** Returns these options with that {@link #keepAlive}. */
  public SocketOptions withKeepAlive(boolean on) {
    return new SocketOptions(noDelay, on);
  }
}
