/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.Serial;

/** An argument that proves unusable after parsing, such as an unreadable file. */
final class UsageException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  UsageException(String argument, String value, String expected) {
    super(argument + ": " + value + " (expected: " + expected + ")");
  }

  /** An exception with the library's message about an argument or a variable, which names it. */
  UsageException(IllegalArgumentException refusal) {
    super(refusal.getMessage(), refusal);
  }

  /** An exception with the library's message about the value of an option, which it names. */
  UsageException(String option, RuntimeException refusal) {
    super(option + ": " + refusal.getMessage(), refusal);
  }

  private UsageException(String message) {
    super(message);
  }

  /** The same exception with a remark appended. */
  UsageException noting(String remark) {
    return new UsageException(getMessage() + "; " + remark);
  }
}
