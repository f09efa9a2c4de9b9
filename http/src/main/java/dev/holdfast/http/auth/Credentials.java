/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.http.challenge.Basic;
import java.util.Objects;

/**
 * User and password. Immutable; never shown.
 *
 * @param user without a colon
 * @param password the password, possibly empty
 */
public record Credentials(String user, String password) {

  /**
   * Checks both values.
   *
   * @throws IllegalArgumentException if one contains a control character, or the user contains a
   *     colon
   */
  public Credentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Basic.requireFit(user, password);
  }

  /** Returns the header value for Basic (RFC 7617), in UTF-8. */
  public String basic() {
    return Basic.authorization(user, password);
  }

  /** Returns the type only: the contents are secret. */
  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
