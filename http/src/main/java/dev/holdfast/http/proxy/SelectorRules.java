/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.message.Url;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Delegates to a selector of the JDK, and leaves out failed proxies for some time. Thread-safe. */
final class SelectorRules implements ProxyRules {

  private static final long LEFT_OUT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int MOST = 1_000;

  private final ProxySelector selector;
  private final TimeSource time;
  /** The time of each proxy's failure. */
  private final Map<Proxy, Long> failed = new ConcurrentHashMap<>();

  SelectorRules(ProxySelector selector, TimeSource time) {
    this.selector = selector;
    this.time = time;
  }

  @Override
  public Proxy proxyFor(Url url) {
    List<java.net.Proxy> named = selector.select(url.toUri());
    if (named == null || named.isEmpty()) {
      return Proxy.none();
    }
    for (java.net.Proxy each : named) {
      Proxy proxy = ours(each);
      if (!leftOut(proxy)) {
        return proxy;
      }
    }
    return ours(named.get(0));
  }

  private boolean leftOut(Proxy proxy) {
    Long since = failed.get(proxy);
    if (since != null && time.nanoTime() - since >= LEFT_OUT_NANOS) {
      failed.remove(proxy, since);
      return false;
    }
    return since != null;
  }

  private static Proxy ours(java.net.Proxy named) {
    if (named.type() == java.net.Proxy.Type.DIRECT) {
      return Proxy.none();
    }
    if (!(named.address() instanceof InetSocketAddress place)) {
      throw new IllegalStateException("the selector named a proxy without host and port: " + named);
    }
    Proxy.Protocol protocol =
        named.type() == java.net.Proxy.Type.SOCKS ? Proxy.Protocol.SOCKS5 : Proxy.Protocol.HTTP;
    // The text as given, because an address needs no look-up of a name.
    return Proxy.at(protocol, place.getHostString(), place.getPort());
  }

  @Override
  public void failed(Url url, Proxy proxy, IOException failure) {
    if (failed.size() < MOST) {
      failed.put(proxy, time.nanoTime());
    }
    selector.connectFailed(
        url.toUri(), InetSocketAddress.createUnresolved(proxy.host(), proxy.port()), failure);
  }
}
