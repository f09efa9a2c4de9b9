/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.TransportRequest;

/**
 * The key of a pooled connection: an origin (RFC 9110 section 4.3.1), and the route to it.
 *
 * @param host in lower case and ASCII; an IPv6 address without brackets
 */
public record Origin(boolean secure, String host, int port, Route route) {

  /** Creates a direct route to that origin. */
  public Origin(boolean secure, String host, int port) {
    this(secure, host, port, Route.direct());
  }

  /** Returns the direct route to the origin of a URL. */
  public static Origin of(Url url) {
    return new Origin(url.secure(), url.host(), url.port());
  }

  /** Returns the origin and the route of a request. */
  public static Origin of(TransportRequest request) {
    Url url = request.url();
    return new Origin(url.secure(), url.host(), url.port(), request.choice().route());
  }

  /** Whether the route uses a proxy. */
  public boolean proxied() {
    return !route.proxy().isNone();
  }

  /** Returns the host of connections: the proxy's, if there is one. */
  public String nextHost() {
    return proxied() ? route.proxy().host() : host;
  }

  /** Returns the port of connections: the proxy's, if there is one. */
  public int nextPort() {
    return proxied() ? route.proxy().port() : port;
  }

  /** Returns host and port, whatever the route. */
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Computed several times in an attempt. The route rarely distinguishes two origins, so it is left
   * out.
   */
  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /** Returns host and port, and the route if it is not the usual one, as in messages. */
  @Override
  public String toString() {
    String by = route.toString();
    return by.isEmpty() ? authority() : authority() + " by " + by;
  }
}
