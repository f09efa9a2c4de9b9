/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Url;
import org.jspecify.annotations.Nullable;

/** Resolves relative URLs against a base URL. */
final class BaseUrl {

  /** A placeholder for the base URL until it is known. The name is reserved (RFC 6761). */
  private static final String NOWHERE = "http://relative.invalid";

  private BaseUrl() {}

  /**
   * Returns a request for an absolute or relative URL.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static Request request(String method, String url) {
    if (isAbsolute(url)) {
      return Request.of(method, url);
    }
    return Request.of(method, NOWHERE + (url.startsWith("/") ? "" : "/") + url).asRelative();
  }

  private static boolean isAbsolute(String url) {
    int scheme = url.indexOf("://");
    return scheme >= 0 && url.substring(0, scheme).chars().noneMatch(c -> "/?#".indexOf(c) >= 0);
  }

  /**
   * Appends the relative URL to the path of the base.
   *
   * @throws InvalidRequestException if there is no base
   */
  static Url resolve(@Nullable Url base, Url relative) {
    if (base == null) {
      throw InvalidRequestException.of(
          new IllegalArgumentException(
              "url: "
                  + relative.masked().substring(NOWHERE.length())
                  + " is relative (expected: a session with a baseUrl, or http:// or https:// and a host)"));
    }
    String path = base.path();
    String front = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    boolean same = relative.path().equals("/");
    String target = same ? path + relative.target().substring(1) : front + relative.target();
    return new Url(base.scheme(), base.host(), base.port(), target);
  }
}
