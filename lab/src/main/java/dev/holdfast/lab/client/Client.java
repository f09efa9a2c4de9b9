/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

/** One client process with its own policies. */
@FunctionalInterface
public interface Client {

  /** Makes a call to the origin with that number. */
  void call(int origin, CallEnd end);
}
