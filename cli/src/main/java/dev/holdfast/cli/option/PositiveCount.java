/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

/** A number that must be at least 1; otherwise as {@link Count}. */
public final class PositiveCount extends Count {

  /** Creates a parser of numbers from 1. */
  public PositiveCount() {
    super(1);
  }
}
