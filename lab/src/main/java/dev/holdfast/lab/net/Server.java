/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.net;

/** Answers attempts, at once or later or never. */
@FunctionalInterface
public interface Server {

  /** An attempt arrives. */
  void receive(Attempt attempt);
}
