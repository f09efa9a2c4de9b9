/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.Proxy.Protocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Parses proxies from text. Messages say where a malformed text came from. */
final class ProxyText {

  private static final String EXPECTED =
      "http://host:port, https://host:port, socks5://host:port or socks4a://host:port";

  private static final Map<String, Protocol> SCHEMES = Map.of(
      "http", Protocol.HTTP,
      "https", Protocol.HTTPS,
      "socks", Protocol.SOCKS5,
      "socks5", Protocol.SOCKS5,
      "socks5h", Protocol.SOCKS5,
      "socks4", Protocol.SOCKS4A,
      "socks4a", Protocol.SOCKS4A);

  private ProxyText() {}

  record Place(String host, int port) {}

  /** @param name of the argument, the variable or the property with the text */
  static Proxy parse(String name, String text) {
    int schemeEnd = text.indexOf("://");
    String scheme = schemeEnd < 0 ? "http" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    Protocol protocol = SCHEMES.get(scheme);
    if (protocol == null) {
      throw bad(name, text, "a scheme that is not supported", EXPECTED);
    }
    String rest = text.substring(schemeEnd < 0 ? 0 : schemeEnd + 3);
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int at = rest.lastIndexOf('@');
    String authority = rest.substring(at + 1);
    if (authority.indexOf('/') >= 0 || authority.indexOf('?') >= 0 || authority.indexOf('#') >= 0) {
      throw bad(name, text, "more than host and port", EXPECTED);
    }
    Proxy proxy = place(name, text, protocol, authority);
    return at < 0 ? proxy : authenticated(name, text, proxy, rest.substring(0, at));
  }

  private static Proxy place(String name, String text, Protocol protocol, String authority) {
    boolean portGiven =
        authority.lastIndexOf(':') > authority.lastIndexOf(']') && !authority.endsWith(":");
    try {
      Url url = Url.parse("http://" + authority);
      return Proxy.at(protocol, url.host(), portGiven ? url.port() : protocol.defaultPort());
    } catch (IllegalArgumentException malformed) {
      throw bad(name, text, "a host or port that is malformed", EXPECTED);
    }
  }

  private static Proxy authenticated(String name, String text, Proxy proxy, String userInfo) {
    int colon = userInfo.indexOf(':');
    try {
      String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
      return proxy.credentials(user, colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
    } catch (IllegalArgumentException refused) {
      String why = String.valueOf(refused.getMessage());
      throw bad(name, text, why.contains("%") ? "a malformed percent-encoding" : why, EXPECTED);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * Returns a host and a port, checked.
   *
   * @throws IllegalArgumentException if one of them is malformed
   */
  static Place place(String name, String host, int port) {
    String inUrl = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    boolean whole = inUrl.chars().noneMatch(c -> "/?#@:".indexOf(c) >= 0) || inUrl.startsWith("[");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(name + ": port " + port + " (expected: 1 to 65535)");
    }
    try {
      Url url = Url.parse("http://" + (whole ? inUrl : "") + ":" + port);
      return new Place(url.host(), port);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          name + ": host '" + Secrets.maskedQuote(host) + "' (expected: a host name or address)",
          malformed);
    }
  }

  static IllegalArgumentException bad(String name, String text, String problem, String expected) {
    return new IllegalArgumentException(name + ": '" + Secrets.maskedQuote(text) + "' has "
        + problem + " (expected: " + expected + ")");
  }
}
