/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.Url;

/**
 * The source of a cookie. RFC 6265bis lets all ports of a host share their cookies, and
 * {@code https} share with {@code http}; Holdfast does not, because another port may be another
 * program of another user. Cookies of {@code http} are still sent to {@code https} at the usual
 * ports.
 *
 * @param secure whether it came over {@code https}
 * @param port of the server; {@link #USUAL} for 80 of {@code http} and 443 of {@code https};
 *     {@link #ANY} for a cookie of the caller
 */
record CookieSource(boolean secure, int port) {

  private static final int USUAL = 0;
  private static final int ANY = -1;

  /** The source of a cookie of the caller's, or of a jar that shares them: all ports. */
  static final CookieSource EVERYWHERE = new CookieSource(false, ANY);

  static CookieSource of(Url url) {
    return new CookieSource(url.secure(), portOf(url));
  }

  private static int portOf(Url url) {
    return url.port() == (url.secure() ? 443 : 80) ? USUAL : url.port();
  }

  /** Whether a cookie from this source may be sent with a request of that URL. */
  boolean sharesWith(Url url) {
    return port == ANY || port == portOf(url) && (url.secure() || !secure);
  }

  /** Whether a cookie from that source replaces one from this source. */
  boolean replaceableBy(CookieSource fresh) {
    return port == ANY || fresh.port == ANY || port == fresh.port;
  }
}
