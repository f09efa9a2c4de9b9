/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.net.URI;
import java.util.Locale;

/**
 * An absolute {@code http} or {@code https} URL, parsed and checked once. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case, ASCII; a literal IPv6 address without its brackets
 * @param port 1 to 65535, the scheme's default where none was written
 * @param target what goes on the request line: path and query, at least {@code /}
 */
public record Url(String scheme, String host, int port, String target) {

  /** Whether this is {@code https}. */
  public boolean secure() {
    return scheme.equals("https");
  }

  /** The path of the target, without the query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Host and port as in the {@code Host} header: the port left out if it is the default. */
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == defaultPort(scheme) ? name : name + ":" + port;
  }

  /** Scheme and authority: where credentials may go, and what a connection belongs to. */
  public String origin() {
    return scheme + "://" + authority();
  }

  /** Whether both are of the same origin (RFC 6454): scheme, host and port. */
  public boolean sameOrigin(Url other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /** As a {@link URI}. */
  public URI toUri() {
    return URI.create(origin() + target);
  }

  /** The URL with secrets masked: for messages and logs. */
  public String masked() {
    return Secrets.maskUrl(origin() + target);
  }

  /** The URL with secrets masked. */
  @Override
  public String toString() {
    return masked();
  }

  static int defaultPort(String scheme) {
    return scheme.toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }
}
