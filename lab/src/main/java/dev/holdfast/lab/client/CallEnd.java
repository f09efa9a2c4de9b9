/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

/** Told once how a call has ended. */
@FunctionalInterface
public interface CallEnd {

  /** The call is over. */
  void ended(boolean ok);
}
