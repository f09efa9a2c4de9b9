/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Basic scheme (RFC 7617), in UTF-8, which it allows and servers of today expect. */
public final class Basic {

  private Basic() {}

  /**
   * Returns the value of an {@code Authorization} or {@code Proxy-Authorization} header.
   *
   * @throws IllegalArgumentException if the user contains a colon, which would end it, or one of
   *     them contains a control character
   */
  public static String authorization(String user, String password) {
    requireFit(user, password);
    byte[] text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  /**
   * Checks user and password. Messages quote neither.
   *
   * @throws IllegalArgumentException as {@link #authorization}
   */
  public static void requireFit(String user, String password) {
    requireClean("user", user);
    requireClean("password", password);
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("user: a colon (expected: none, it ends the user)");
    }
  }

  static void requireClean(String what, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what + ": a control character (expected: none, as CR, LF or NUL)");
    }
  }
}
