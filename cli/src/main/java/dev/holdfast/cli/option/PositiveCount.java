/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

/** A number of things of which there must be one: as {@link Count}, but from 1. */
public final class PositiveCount extends Count {

  /** From 1. */
  public PositiveCount() {
    super(1);
  }
}
