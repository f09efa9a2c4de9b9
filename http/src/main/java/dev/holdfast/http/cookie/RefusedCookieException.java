/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.Escaped;

/** A cookie that a server may not set. */
final class RefusedCookieException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param name empty if it is not known
   * @param reason goes on behind "it was ignored because", without a value of the cookie
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
