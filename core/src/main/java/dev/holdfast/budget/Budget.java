/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import java.util.OptionalLong;

/** An account that retries are paid from. Thread-safe. */
public interface Budget {

  /**
   * Takes one retry out, if there is one: asked once for each retry that is about to be granted.
   */
  boolean tryAcquire();

  /**
   * What was taken out last is not needed after all: no attempt was paid with it. Default: it is
   * kept.
   */
  default void refund() {}

  /** An attempt succeeded, which pays for a part of a retry. */
  void deposit();

  /** How many retries it would grant now, if it can tell. Default: it cannot. */
  default OptionalLong left() {
    return OptionalLong.empty();
  }

  /** What it allows and what is left, in words: the reason when a retry is refused. */
  String describe();

  /** An account that is never empty. */
  static Budget unlimited() {
    return Unlimited.INSTANCE;
  }
}
