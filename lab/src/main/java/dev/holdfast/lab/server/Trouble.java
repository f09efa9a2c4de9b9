/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.sim.World;

/**
 * When a server is in trouble, in seconds from the beginning of the story.
 *
 * @param from its first second
 * @param over the first second in which all is well again
 */
public record Trouble(int from, int over) {

  /** Whether it goes on at that time. */
  public boolean at(long nanos) {
    return nanos >= from * World.SECOND && nanos < over * World.SECOND;
  }

  /** How long it lasts. */
  public int seconds() {
    return over - from;
  }
}
