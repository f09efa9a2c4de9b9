/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.address.LiteralAddress;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.Proxy.Protocol;
import java.net.InetAddress;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The proxies in the environment and the system properties: read once, then immutable. */
final class EnvironmentRules implements ProxyRules {

  private final Proxy http;
  private final Proxy https;
  private final HostList direct;

  private EnvironmentRules(Proxy http, Proxy https, HostList direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /** Returns the rules of those variables and properties; null means that one is not set. */
  static ProxyRules of(
      Function<String, @Nullable String> variables, Function<String, @Nullable String> properties) {
    Reader reader = new Reader(variables, properties);
    Proxy http = reader.proxy("http");
    Proxy https = reader.proxy("https");
    return http.isNone() && https.isNone()
        ? Proxy.none()
        : new EnvironmentRules(http, https, reader.direct());
  }

  @Override
  public Proxy proxyFor(Url url) {
    Proxy proxy = url.secure() ? https : http;
    return proxy.isNone() || isThisHost(url.host()) || direct.names(url) ? Proxy.none() : proxy;
  }

  private static boolean isThisHost(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    InetAddress address = LiteralAddress.parse(host);
    return address != null && address.isLoopbackAddress();
  }

  /** Reads the settings of one process. */
  private record Reader(
      Function<String, @Nullable String> variables, Function<String, @Nullable String> properties) {

    Proxy proxy(String scheme) {
      Proxy named = ofProperties(scheme);
      if (named.isNone()) {
        // Never HTTP_PROXY: a web server sets it from the header "Proxy" of a request (CGI).
        named = variable(scheme + "_proxy", scheme.equals("https"));
      }
      return named.isNone() ? variable("all_proxy", true) : named;
    }

    HostList direct() {
      String name = name("no_proxy");
      HostList listed = HostList.parse(name, value(name));
      return listed
          .and(HostList.ofPatterns(property("http.nonProxyHosts")))
          .and(HostList.ofPatterns(property("socksNonProxyHosts")));
    }

    private Proxy ofProperties(String scheme) {
      String host = scheme + ".proxyHost";
      if (!property(host).isEmpty()) {
        Protocol protocol = Protocol.HTTP;
        Proxy proxy =
            placed(protocol, host, scheme + ".proxyPort", scheme.equals("https") ? 443 : 80);
        return authenticated(proxy, scheme + ".proxyUser", scheme + ".proxyPassword");
      }
      if (property("socksProxyHost").isEmpty()) {
        return Proxy.none();
      }
      boolean four = property("socksProxyVersion").equals("4");
      Proxy proxy = placed(
          four ? Protocol.SOCKS4A : Protocol.SOCKS5, "socksProxyHost", "socksProxyPort", 1080);
      return four
          ? proxy
          : authenticated(proxy, "java.net.socks.username", "java.net.socks.password");
    }

    private Proxy placed(Protocol protocol, String host, String port, int usual) {
      String digits = property(port);
      int number = usual;
      if (!digits.isEmpty()) {
        boolean fits = digits.matches("[0-9]{1,5}");
        number = fits ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > 65_535) {
          throw ProxyText.bad(port, digits, "no port", "1 to 65535");
        }
      }
      ProxyText.Place place = ProxyText.place(host, property(host), number);
      return Proxy.at(protocol, place.host(), place.port());
    }

    private Proxy authenticated(Proxy proxy, String user, String password) {
      return property(user).isEmpty()
          ? proxy
          : proxy.credentials(property(user), property(password));
    }

    private Proxy variable(String lower, boolean bothCases) {
      String name = bothCases ? name(lower) : lower;
      String value = value(name);
      return value.isEmpty() ? Proxy.none() : ProxyText.parse(name, value);
    }

    /** Returns the name that is set. The one in lower case counts, even if it is empty. */
    private String name(String lower) {
      return variables.apply(lower) == null ? lower.toUpperCase(Locale.ROOT) : lower;
    }

    private String value(String name) {
      String value = variables.apply(name);
      return value == null ? "" : value.strip();
    }

    private String property(String name) {
      String value = properties.apply(name);
      return value == null ? "" : value.strip();
    }
  }
}
