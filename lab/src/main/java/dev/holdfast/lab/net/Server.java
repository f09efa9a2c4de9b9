/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.net;

/** A server that answers attempts at once, later, or never. */
@FunctionalInterface
public interface Server {

  /** Called when an attempt arrives. */
  void receive(Attempt attempt);
}
