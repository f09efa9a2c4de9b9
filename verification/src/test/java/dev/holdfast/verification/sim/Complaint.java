/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

/** The first deviation found in a trace. */
final class Complaint extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Complaint(String message) {
    super(message);
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static void unlessEqual(String what, Object wanted, Object found) {
    unless(wanted.equals(found), what + ": " + found + " (expected: " + wanted + ")");
  }

  static void unless(boolean holds, String complaint) {
    if (!holds) {
      throw new Complaint(complaint);
    }
  }
}
