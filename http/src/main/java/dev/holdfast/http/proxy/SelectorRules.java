/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.message.Url;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.List;

/** Asks a selector of the JDK. */
record SelectorRules(ProxySelector selector) implements ProxyRules {

  @Override
  public Proxy proxyFor(Url url) {
    List<java.net.Proxy> named = selector.select(url.toUri());
    java.net.Proxy first = named == null || named.isEmpty() ? null : named.get(0);
    if (first == null || first.type() == java.net.Proxy.Type.DIRECT) {
      return Proxy.none();
    }
    if (!(first.address() instanceof InetSocketAddress place)) {
      throw new IllegalStateException("the selector named a proxy without host and port: " + first);
    }
    Proxy.Protocol protocol =
        first.type() == java.net.Proxy.Type.SOCKS ? Proxy.Protocol.SOCKS5 : Proxy.Protocol.HTTP;
    // The text as it was given: no look-up of a name for an address.
    return Proxy.at(protocol, place.getHostString(), place.getPort());
  }
}
