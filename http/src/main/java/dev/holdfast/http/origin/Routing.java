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
 * The routes of calls. Immutable.
 *
 * @param rules name the proxy; null if none were set
 * @param fixed the other settings of the route; its proxy is ignored
 */
public record Routing(@Nullable ProxyRules rules, Route fixed) {

  /** The routing of the environment. */
  public static final Routing DEFAULT = new Routing(null, Route.direct());

  /** Returns a routing with these rules, which replace a Unix domain socket. */
  public Routing withRules(ProxyRules other) {
    return new Routing(Objects.requireNonNull(other, "rules"), fixed.withoutUnixSocket());
  }

  /** Returns a routing with this route, whose proxy or Unix domain socket replaces the rules. */
  public Routing withRoute(Route route) {
    boolean replaces = !route.proxy().isNone() || route.unixSocket().isPresent();
    return new Routing(replaces ? route.proxy() : rules, route.withProxy(Proxy.none()));
  }

  /** Whether anything was set that a transport would have to follow. */
  public boolean chosen() {
    return rules != null && !rules.equals(Proxy.none()) || !fixed.equals(Route.direct());
  }

  /**
   * Returns the routing with the rules of the environment if none were set and the transport can
   * follow them.
   */
  public Routing settled(boolean can) {
    if (rules != null) {
      return this;
    }
    return new Routing(can ? ProxyRules.environment() : Proxy.none(), fixed);
  }

  /** Describes a route in a line of its own; empty for the usual one. */
  public static String describe(Route route) {
    String text = route.toString();
    return text.isEmpty() ? "" : "by " + text + "\n";
  }

  /** Records that the proxy of that route to that URL has failed. */
  public void failed(Url url, Route route, TransportException failure) {
    ProxyRules asked = rules;
    if (asked != null && !route.proxy().isNone()) {
      asked.failed(url, route.proxy(), failure);
    }
  }

  /**
   * Returns the route to that URL.
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
