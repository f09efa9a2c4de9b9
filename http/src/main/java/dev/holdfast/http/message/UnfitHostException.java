/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

/** Thrown for a host that cannot be used. Says why, and which form is accepted. */
final class UnfitHostException extends Exception {

  static final String LABELS = "labels of 1 to 63 characters";

  /** The form that is always accepted, because the name system itself uses it. */
  static final String ASCII_FORM = "the ASCII form of the name, xn--…";

  private static final long serialVersionUID = 1;

  private final String expected;

  UnfitHostException(String problem, String expected) {
    super(problem);
    this.expected = expected;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String expected() {
    return expected;
  }
}
