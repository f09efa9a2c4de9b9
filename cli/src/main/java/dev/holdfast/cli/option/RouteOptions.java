/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.auth.Credentials;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.transport.Route;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the route to the server. */
public final class RouteOptions {

  @Option(
      names = {"-x", "--proxy"},
      paramLabel = "URL",
      converter = ProxyText.class,
      description = "Use this proxy, for this host too: http://, https://, socks5:// or"
          + " socks4a://[user:password@]host:port; '' for none. Default: the values of"
          + " https_proxy, http_proxy, all_proxy and no_proxy.")
  @Nullable Proxy proxy;

  @Option(
      names = {"-U", "--proxy-user"},
      paramLabel = "USER:PASSWORD",
      converter = UserText.Converter.class,
      description = "Log in to the proxy of --proxy. Other users can see it in the process list;"
          + " --config FILE hides it.")
  @Nullable UserText user;

  @Option(
      names = "--noproxy",
      paramLabel = "HOSTS",
      converter = DirectHosts.Converter.class,
      description = "Call these hosts without a proxy: names with all below them, addresses, blocks"
          + " such as 10.0.0.0/8, each optionally with :PORT, or *; separated by commas.")
  @Nullable DirectHosts direct;

  @Option(
      names = "--unix-socket",
      paramLabel = "FILE",
      description = "Connect to this Unix domain socket, whatever the host of the URL.")
  @Nullable Path socket;

  @Option(
      names = "--interface",
      paramLabel = "ADDRESS",
      converter = AddressText.class,
      description = "Connect from this local address.")
  @Nullable InetAddress local;

  /** The proxies. */
  public ProxyRules rules() {
    ProxyRules rules = proxy == null ? ProxyRules.environment() : authenticated(proxy);
    return direct == null ? rules : direct.except(rules);
  }

  private Proxy authenticated(Proxy named) {
    UserText who = user;
    if (who == null) {
      return named;
    }
    Credentials both = who.complete().orElseGet(() -> who.with(""));
    try {
      return named.credentials(both.user(), both.password());
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException("--proxy-user: " + refused.getMessage(), refused);
    }
  }

  /** The route except for the proxy, if one was given. */
  public Optional<Route> route() {
    if (socket != null) {
      return Optional.of(Route.overUnixSocket(socket));
    }
    return Optional.ofNullable(local).map(Route::from);
  }

  /** Two options that exclude each other; empty if there are none. */
  public Optional<String[]> contradiction() {
    if (socket != null && (proxy != null || local != null)) {
      return Optional.of(new String[] {"--unix-socket", proxy == null ? "--interface" : "--proxy"});
    }
    boolean alone = user != null && proxy == null;
    return alone ? Optional.of(new String[] {"--proxy-user", ""}) : Optional.empty();
  }
}
