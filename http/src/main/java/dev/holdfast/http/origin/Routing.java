/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.origin;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.TransportException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By which route calls go. Immutable.
 *
 * @param rules name the proxy; null as long as no one has set any
 * @param fixed everything else about the route; its proxy does not count
 */
public record Routing(@Nullable ProxyRules rules, Route fixed) {

  /** As the environment says. */
  public static final Routing DEFAULT = new Routing(null, Route.direct());

  /** Instead of a Unix domain socket, if there was one. */
  public Routing withRules(ProxyRules other) {
    return new Routing(Objects.requireNonNull(other, "rules"), fixed.withoutUnixSocket());
  }

  /** Its proxy, or its Unix domain socket, takes the place of the rules. */
  public Routing withRoute(Route route) {
    boolean replaces = !route.proxy().isNone() || route.unixSocket().isPresent();
    return new Routing(replaces ? route.proxy() : rules, route.withProxy(Proxy.none()));
  }

  /** Whether anything was set that a transport would have to follow. */
  public boolean chosen() {
    return rules != null && !rules.equals(Proxy.none()) || !fixed.equals(Route.direct());
  }

  /** With the rules of the environment, where none were set and the transport can follow them. */
  public Routing settled(boolean can) {
    if (rules != null) {
      return this;
    }
    return new Routing(can ? ProxyRules.environment() : Proxy.none(), fixed);
  }

  /** A route in a line of its own; empty if it is the usual one. */
  public static String describe(Route route) {
    String text = route.toString();
    return text.isEmpty() ? "" : "by " + text + "\n";
  }

  /** The proxy of that route to that URL has failed. */
  public void failed(Url url, Route route, TransportException failure) {
    ProxyRules asked = rules;
    if (asked != null && !route.proxy().isNone()) {
      asked.failed(url, route.proxy(), failure);
    }
  }

  /**
   * The route to that URL.
   *
   * @throws IllegalArgumentException if the rules fail
   */
  public Route to(Url url) {
    ProxyRules asked = rules;
    if (asked == null || asked == Proxy.none()) {
      return fixed;
    }
    Proxy proxy;
    try {
      proxy = Objects.requireNonNull(asked.proxyFor(url), "the rules named no proxy");
    } catch (RuntimeException failure) {
      throw new IllegalArgumentException(
          "proxy: the rules failed for " + url + ": " + failure, failure);
    }
    return fixed.withProxy(proxy);
  }
}
