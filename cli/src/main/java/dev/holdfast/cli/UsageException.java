/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.Serial;

/** An argument that cannot be used, found after parsing: an unreadable file, say. */
final class UsageException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  UsageException(String argument, String value, String expected) {
    super(argument + ": " + value + " (expected: " + expected + ")");
  }

  /** What the library says of an argument or a variable, which it names. */
  UsageException(IllegalArgumentException refusal) {
    super(refusal.getMessage(), refusal);
  }

  private UsageException(String message) {
    super(message);
  }

  /** The same with a remark behind it. */
  UsageException noting(String remark) {
    return new UsageException(getMessage() + "; " + remark);
  }
}
