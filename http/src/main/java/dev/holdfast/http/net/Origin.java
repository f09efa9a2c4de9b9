/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.TransportRequest;

/**
 * What a pooled connection belongs to: an origin (RFC 9110 section 4.3.1), and the way to it.
 *
 * @param host in lower case and ASCII; an IPv6 address without brackets
 */
public record Origin(boolean secure, String host, int port, Route route) {

  /** Straight to that origin. */
  public Origin(boolean secure, String host, int port) {
    this(secure, host, port, Route.direct());
  }

  /** Straight to the origin of a URL. */
  public static Origin of(Url url) {
    return new Origin(url.secure(), url.host(), url.port());
  }

  /** Where a request goes, and by which route. */
  public static Origin of(TransportRequest request) {
    Url url = request.url();
    return new Origin(url.secure(), url.host(), url.port(), request.choice().route());
  }

  /** Whether a proxy leads to it. */
  public boolean proxied() {
    return !route.proxy().isNone();
  }

  /** The host that connections are made to: the proxy's, if there is one. */
  public String nextHost() {
    return proxied() ? route.proxy().host() : host;
  }

  /** The port that connections are made to. */
  public int nextPort() {
    return proxied() ? route.proxy().port() : port;
  }

  /** Host and port, whatever the route. */
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Asked for several times an attempt; the route seldom tells two apart. */
  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /** As in messages: host and port, and the route if it is not the usual one. */
  @Override
  public String toString() {
    String by = route.toString();
    return by.isEmpty() ? authority() : authority() + " by " + by;
  }
}
