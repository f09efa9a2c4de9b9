/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

/** Retries cost nothing. */
enum Unlimited implements Budget {
  INSTANCE;

  @Override
  public boolean tryAcquire() {
    return true;
  }

  @Override
  public void deposit() {
    // Nothing is kept.
  }

  @Override
  public String describe() {
    return "no retry budget";
  }
}
