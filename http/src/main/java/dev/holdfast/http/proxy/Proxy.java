/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.proxy;

import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A proxy: a server that connects to another one on request. As rules, it is the proxy for every
 * URL, those of this host included. The proxy always looks up the host names of origins. Immutable;
 * two are equal if all parts are, credentials included. Never shows a password in
 * {@link #toString}.
 */
public final class Proxy implements ProxyRules {

  private static final Proxy NONE = new Proxy(Protocol.NONE, "", 0, "", "");

  /** The longest user name and password. SOCKS5 has one byte for the length of each (RFC 1929). */
  private static final int LONGEST_FOR_SOCKS = 255;

  private final Protocol protocol;
  private final String host;
  private final int port;
  private final String user;
  private final String password;

  /** The protocol between client and proxy. */
  public enum Protocol {
    /** No proxy: connections are made to the origin. */
    NONE("", 0),
    /**
     * HTTP: requests for {@code http} URLs are forwarded (RFC 9112 section 3.2.2), for
     * {@code https} and HTTP/2 the proxy makes a tunnel (CONNECT, RFC 9110 section 9.3.6).
     */
    HTTP("http", 80),
    /** HTTP with TLS between client and proxy. */
    HTTPS("https", 443),
    /** SOCKS 5 (RFC 1928). */
    SOCKS5("socks5", 1080),
    /** SOCKS 4 with host names. Has no passwords and no IPv6 addresses. */
    SOCKS4A("socks4a", 1080);

    private final String scheme;
    private final int defaultPort;

    Protocol(String scheme, int defaultPort) {
      this.scheme = scheme;
      this.defaultPort = defaultPort;
    }

    String scheme() {
      return scheme;
    }

    int defaultPort() {
      return defaultPort;
    }
  }

  private Proxy(Protocol protocol, String host, int port, String user, String password) {
    this.protocol = protocol;
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /** Returns the absence of a proxy: connections are made to the origin itself. */
  public static Proxy none() {
    return NONE;
  }

  /**
   * Parses the URL of a proxy, such as {@code http://user:password@proxy.example:3128}. Schemes:
   * {@code http} (also if there is none), {@code https}, {@code socks5} (also {@code socks5h} and
   * {@code socks}), {@code socks4a} (also {@code socks4}). The default ports are 80, 443 and 1080.
   * User and password may be percent-encoded.
   *
   * @throws IllegalArgumentException naming the problem: another scheme, bad host or port, a path,
   *     a password for SOCKS 4; the message shows no password
   */
  public static Proxy of(String url) {
    return ProxyText.parse("proxy", Objects.requireNonNull(url, "url"));
  }

  /**
   * Returns an HTTP proxy.
   *
   * @throws IllegalArgumentException if the host is malformed, or the port is not 1 to 65535
   */
  public static Proxy http(String host, int port) {
    return at(Protocol.HTTP, host, port);
  }

  /** Returns an HTTP proxy that is reached by TLS; otherwise like {@link #http}. */
  public static Proxy https(String host, int port) {
    return at(Protocol.HTTPS, host, port);
  }

  /** Returns a SOCKS5 proxy; otherwise like {@link #http}. */
  public static Proxy socks5(String host, int port) {
    return at(Protocol.SOCKS5, host, port);
  }

  /** Returns a SOCKS4a proxy; otherwise like {@link #http}. */
  public static Proxy socks4a(String host, int port) {
    return at(Protocol.SOCKS4A, host, port);
  }

  static Proxy at(Protocol protocol, String host, int port) {
    ProxyText.Place place = ProxyText.place("proxy", host, port);
    return new Proxy(protocol, place.host(), place.port(), "", "");
  }

  /**
   * Returns this proxy with credentials: for HTTP sent as Basic authentication (RFC 7617, in
   * UTF-8), for SOCKS5 as user name and password (RFC 1929). They are sent to this proxy only,
   * without waiting for a challenge.
   *
   * @throws IllegalArgumentException if the protocol has no passwords, the user is empty, longer
   *     than the protocol allows or, for HTTP, contains a colon, or either contains a control
   *     character
   */
  public Proxy credentials(String user, String password) {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    String problem = problem(user, password);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("credentials of " + this + ": " + problem);
    }
    return new Proxy(protocol, host, port, user, password);
  }

  private String problem(String name, String secret) {
    if (protocol == Protocol.NONE || protocol == Protocol.SOCKS4A) {
      return "a password (expected: none, the protocol has no passwords)";
    }
    if (name.isEmpty()) {
      return "an empty user (expected: a name)";
    }
    if ((name + secret).chars().anyMatch(Character::isISOControl)) {
      return "a control character in user or password (expected: none)";
    }
    if (protocol == Protocol.SOCKS5) {
      boolean fits = Math.max(bytes(name).length, bytes(secret).length) <= LONGEST_FOR_SOCKS;
      return fits ? "" : "more than " + LONGEST_FOR_SOCKS + " bytes (expected: at most that)";
    }
    return name.indexOf(':') < 0 ? "" : "a colon in the user (expected: none, RFC 7617)";
  }

  /** Returns this proxy, whatever the URL. */
  @Override
  public Proxy proxyFor(Url url) {
    return this;
  }

  /** Whether connections are made to the origin itself. */
  public boolean isNone() {
    return protocol == Protocol.NONE;
  }

  /** Returns the protocol of the proxy. */
  public Protocol protocol() {
    return protocol;
  }

  /** Whether this is an HTTP proxy, reached by TLS or not. */
  public boolean speaksHttp() {
    return protocol == Protocol.HTTP || protocol == Protocol.HTTPS;
  }

  /**
   * Returns the host, in lower case and ASCII, an IPv6 address without brackets; empty for none.
   */
  public String host() {
    return host;
  }

  /** Returns the port, 1 to 65535; 0 for none. */
  public int port() {
    return port;
  }

  /** Returns the user's name; empty if there are no credentials. */
  public String user() {
    return user;
  }

  /** Returns the password: a secret. */
  public String password() {
    return password;
  }

  /** Whether the proxy gets credentials. */
  public boolean authenticates() {
    return !user.isEmpty();
  }

  /** Returns the value of {@code Proxy-Authorization} for Basic authentication: a secret. */
  public String basicCredentials() {
    return "Basic " + Base64.getEncoder().encodeToString(bytes(user + ":" + password));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proxy that
        && protocol == that.protocol
        && port == that.port
        && host.equals(that.host)
        && user.equals(that.user)
        && password.equals(that.password);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * host.hashCode() + port) + user.hashCode();
  }

  /** Returns the URL, credentials masked; {@code none} for none. */
  @Override
  public String toString() {
    if (isNone()) {
      return "none";
    }
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String who = authenticates() ? Secrets.MASK + "@" : "";
    return protocol.scheme() + "://" + who + shown + ":" + port;
  }
}
