/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.message.Url;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.net.ProxySelector;
import java.util.Objects;

/**
 * Selects the proxy for a URL. Called once for each request of a call: at its beginning, after each
 * redirect, and again when a proxy has {@link #failed}. Must be thread-safe. Runs on the thread
 * that makes the call, or on the session's executor. An exception ends the call before anything is
 * sent.
 */
@FunctionalInterface
public interface ProxyRules {

  /** Returns the proxy for that URL; {@link Proxy#none()} if its origin is called directly. */
  Proxy proxyFor(Url url);

  /**
   * Called when the proxy could not be reached, or did not connect to the origin, which then
   * received nothing. If the call makes another attempt, the rules select its proxy after this.
   * Does nothing unless it is overridden. An exception ends the call.
   *
   * @param proxy that was selected for that URL
   * @param failure of the attempt
   */
  default void failed(Url url, Proxy proxy, IOException failure) {}

  /**
   * Returns the rules of this process, as it was started; the default of sessions.
   *
   * <p>First the system properties that the JDK reads: {@code http.proxyHost},
   * {@code http.proxyPort} for {@code http} URLs, {@code https.proxyHost}, {@code https.proxyPort}
   * for {@code https}, else {@code socksProxyHost}, {@code socksProxyPort},
   * {@code socksProxyVersion}; credentials in {@code http.proxyUser}, {@code http.proxyPassword}
   * (the same with {@code https}) and {@code java.net.socks.username},
   * {@code java.net.socks.password}.
   *
   * <p>Then the environment, as curl and requests read it: {@code http_proxy} for {@code http}
   * URLs, in lower case only, since a CGI script gets {@code HTTP_PROXY} from a header of its
   * request; {@code https_proxy} for {@code https}, else {@code all_proxy}. If a variable is set in
   * both cases, the one in lower case counts, also if it is empty, which means none.
   *
   * <p>Called without a proxy: this host ({@code localhost}, {@code 127.0.0.0/8}, {@code ::1}),
   * what {@code no_proxy} or {@code NO_PROXY} lists (see {@link #except}), and what
   * {@code http.nonProxyHosts} lists, in the form of the JDK.
   *
   * @throws IllegalArgumentException naming the variable or property and its value if one of them
   *     is malformed; passwords are not shown
   */
  static ProxyRules environment() {
    return EnvironmentRules.of(System::getenv, System::getProperty);
  }

  /**
   * Returns the rules of a selector of the JDK: the first proxy that it returns and that has not
   * failed in the last 30 s; if all have, the first. Failures are reported to the selector
   * ({@link ProxySelector#connectFailed}). It cannot return credentials.
   */
  static ProxyRules of(ProxySelector selector) {
    return new SelectorRules(Objects.requireNonNull(selector, "selector"), TimeSource.system());
  }

  /**
   * Returns the same rules, except for some hosts, which are called directly.
   *
   * @param hosts as in {@code NO_PROXY}, separated by commas or blanks: {@code example.com} (with
   *     all names below it; a leading dot changes nothing), {@code 192.0.2.1},
   *     {@code [2001:db8::1]}, {@code 10.0.0.0/8}; each but the last may have a port, such as
   *     {@code example.com:8080}; {@code *} for all, {@code 192.168.*} for a prefix,
   *     {@code <local>} for names without a dot. Names are compared as written in the URL and not
   *     looked up.
   * @throws IllegalArgumentException if an entry is malformed
   */
  default ProxyRules except(String hosts) {
    HostList direct = HostList.parse("hosts", Objects.requireNonNull(hosts, "hosts"));
    ProxyRules others = this;
    return new ProxyRules() {
      @Override
      public Proxy proxyFor(Url url) {
        return direct.names(url) ? Proxy.none() : others.proxyFor(url);
      }

      @Override
      public void failed(Url url, Proxy proxy, IOException failure) {
        others.failed(url, proxy, failure);
      }
    };
  }
}
