/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

/** Called once with the end of a call. */
@FunctionalInterface
public interface CallEnd {

  /** Called when the call has ended. */
  void ended(boolean ok);
}
