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
 * @param password may be empty
 */
public record Credentials(String user, String password) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one has a control character, or the user a colon
   */
  public Credentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Basic.requireFit(user, password);
  }

  /** The value of the header with them for Basic (RFC 7617), in UTF-8. */
  public String basic() {
    return Basic.authorization(user, password);
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
