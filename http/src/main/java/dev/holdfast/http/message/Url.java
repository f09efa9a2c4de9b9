/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.net.URI;
import java.util.Objects;

/**
 * An absolute {@code http} or {@code https} URL, parsed and checked once. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case, ASCII; a literal IPv6 address without its brackets
 * @param port 1 to 65535, the scheme's default where none was written
 * @param target the target of the request line: path and query, at least {@code /}
 */
public record Url(String scheme, String host, int port, String target) {

  /** Creates a URL of parts that were checked before: see {@link #parse}. */
  public Url {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(target, "target");
  }

  /**
   * Parses a URL. Characters that are not allowed in a path or query are percent-encoded (as
   * UTF-8), dot segments are removed, a fragment is dropped, an international host name becomes
   * ASCII.
   *
   * @throws IllegalArgumentException naming the problem and its position: not {@code http} or
   *     {@code https}, user info, control characters or spaces, bad port, host or percent-encoding
   */
  public static Url parse(String text) {
    return UrlParser.parse(Objects.requireNonNull(text, "text"));
  }

  /**
   * Resolves a reference (absolute or relative, RFC 3986 section 5) against this URL.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public Url resolve(String reference) {
    return UrlParser.resolve(this, Objects.requireNonNull(reference, "reference"));
  }

  /** Whether this is {@code https}. */
  public boolean secure() {
    return scheme.equals("https");
  }

  /** Returns the path of the target, without the query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Returns host and port as in the {@code Host} header: without the port if it is the default. */
  public String authority() {
    return port == defaultPort(scheme) ? hostInUrl() : hostInUrl() + ":" + port;
  }

  /** Returns the host, an IPv6 address in brackets. */
  private String hostInUrl() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** Returns scheme and authority, the scope of credentials and connections. */
  public String origin() {
    return scheme + "://" + authority();
  }

  /** Whether both have the same origin (RFC 6454): scheme, host and port. */
  public boolean sameOrigin(Url other) {
    Objects.requireNonNull(other, "other");
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /** Returns this URL with one more query parameter, name and value percent-encoded. */
  public Url withQuery(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    String pair =
        PercentEncoding.encodeComponent(name) + "=" + PercentEncoding.encodeComponent(value);
    return new Url(scheme, host, port, target + (target.indexOf('?') < 0 ? "?" : "&") + pair);
  }

  /** Whether the query has a parameter of that name, which is compared percent-encoded. */
  public boolean hasQuery(String name) {
    String wanted = PercentEncoding.encodeComponent(Objects.requireNonNull(name, "name"));
    int query = target.indexOf('?');
    if (query < 0) {
      return false;
    }
    for (String pair : target.substring(query + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if ((equals < 0 ? pair : pair.substring(0, equals)).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Returns this URL as a {@link URI}. */
  public URI toUri() {
    return URI.create(text());
  }

  /** Returns the whole URL, secrets included: never for logs. */
  public String text() {
    // One string, not three, because every attempt keeps its URL.
    return port == defaultPort(scheme)
        ? scheme + "://" + hostInUrl() + target
        : scheme + "://" + hostInUrl() + ":" + port + target;
  }

  /** Returns the URL with secrets masked: for messages and logs. */
  public String masked() {
    return Secrets.maskUrl(text());
  }

  /** Returns the URL with secrets masked. */
  @Override
  public String toString() {
    return masked();
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
