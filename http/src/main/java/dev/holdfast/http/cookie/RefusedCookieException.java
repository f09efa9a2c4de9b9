/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.Escaped;

/** Thrown for a cookie that a server may not set. */
final class RefusedCookieException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Creates a refusal.
   *
   * @param name empty if it is not known
   * @param reason the end of a sentence after "it was ignored because", without the cookie's value
   */
  RefusedCookieException(String name, String reason) {
    super(
        "a cookie" + (name.isEmpty() ? "" : " '" + Escaped.text(name) + "'") + " was ignored: "
            + reason,
        null,
        false,
        false);
  }
}
