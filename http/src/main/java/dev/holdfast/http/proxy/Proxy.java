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
 * A proxy: a server that is asked for the connection to another; as rules, the same one for every
 * URL, those of this host included. Host names of origins are always looked up by the proxy.
 * Immutable; two are equal if everything is, credentials included. Never shows a password in
 * {@link #toString}.
 */
public final class Proxy implements ProxyRules {

  private static final Proxy NONE = new Proxy(Protocol.NONE, "", 0, "", "");

  /** SOCKS5 has one byte for the length of each (RFC 1929). */
  private static final int LONGEST_FOR_SOCKS = 255;

  private final Protocol protocol;
  private final String host;
  private final int port;
  private final String user;
  private final String password;

  /** What is spoken with the proxy. */
  public enum Protocol {
    /** There is no proxy: connections are made to the origin. */
    NONE("", 0),
    /**
     * HTTP: requests for {@code http} URLs are forwarded (RFC 9112 section 3.2.2), for
     * {@code https} and HTTP/2 the proxy makes a tunnel (CONNECT, RFC 9110 section 9.3.6).
     */
    HTTP("http", 80),
    /** The same, with TLS between here and the proxy. */
    HTTPS("https", 443),
    /** SOCKS 5 (RFC 1928). */
    SOCKS5("socks5", 1080),
    /** SOCKS 4 with host names. Knows no passwords and no IPv6 addresses. */
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

  /** No proxy: the connection is made to the origin itself. */
  public static Proxy none() {
    return NONE;
  }

  /**
   * A proxy by its URL, as {@code http://user:password@proxy.example:3128}. Schemes: {@code http}
   * (also where none is written), {@code https}, {@code socks5} (also {@code socks5h} and
   * {@code socks}), {@code socks4a} (also {@code socks4}). Ports are 80, 443 and 1080 where none is
   * written. User and password may be percent-encoded.
   *
   * @throws IllegalArgumentException naming the problem: another scheme, bad host or port, a path,
   *     a password for SOCKS 4; the message shows no password
   */
  public static Proxy of(String url) {
    return ProxyText.parse("proxy", Objects.requireNonNull(url, "url"));
  }

  /**
   * An HTTP proxy.
   *
   * @throws IllegalArgumentException if the host is malformed, or the port not 1 to 65535
   */
  public static Proxy http(String host, int port) {
    return at(Protocol.HTTP, host, port);
  }

  /** An HTTP proxy that is reached by TLS; else as {@link #http}. */
  public static Proxy https(String host, int port) {
    return at(Protocol.HTTPS, host, port);
  }

  /** A SOCKS5 proxy; else as {@link #http}. */
  public static Proxy socks5(String host, int port) {
    return at(Protocol.SOCKS5, host, port);
  }

  /** A SOCKS4a proxy; else as {@link #http}. */
  public static Proxy socks4a(String host, int port) {
    return at(Protocol.SOCKS4A, host, port);
  }

  static Proxy at(Protocol protocol, String host, int port) {
    ProxyText.Place place = ProxyText.place("proxy", host, port);
    return new Proxy(protocol, place.host(), place.port(), "", "");
  }

  /**
   * This proxy, told who asks: by Basic authentication of HTTP (RFC 7617, in UTF-8), or by user
   * name and password of SOCKS5 (RFC 1929). Sent to this proxy only, and without being asked.
   *
   * @throws IllegalArgumentException if the protocol has no passwords, the user is empty, longer
   *     than the protocol allows or, for HTTP, contains a colon, or one of both contains a control
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

  /** This proxy, whatever the URL. */
  @Override
  public Proxy proxyFor(Url url) {
    return this;
  }

  /** Whether connections are made to the origin itself. */
  public boolean isNone() {
    return protocol == Protocol.NONE;
  }

  /** What is spoken with it. */
  public Protocol protocol() {
    return protocol;
  }

  /** Whether it is an HTTP proxy, reached by TLS or not. */
  public boolean speaksHttp() {
    return protocol == Protocol.HTTP || protocol == Protocol.HTTPS;
  }

  /** Its host, in lower case and ASCII, an IPv6 address without brackets; empty for none. */
  public String host() {
    return host;
  }

  /** Its port, 1 to 65535; 0 for none. */
  public int port() {
    return port;
  }

  /** The user's name; empty if there are no credentials. */
  public String user() {
    return user;
  }

  /** The password: a secret. */
  public String password() {
    return password;
  }

  /** Whether it is told who asks. */
  public boolean authenticates() {
    return !user.isEmpty();
  }

  /** The value of {@code Proxy-Authorization} for Basic authentication: a secret. */
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

  /** Its URL, credentials masked; {@code none} for none. */
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
