/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.sim.World;

/**
 * The period in which a server is in trouble, in seconds from the beginning of the story.
 *
 * @param from the first second of the trouble
 * @param over the first second after the trouble
 */
public record Trouble(int from, int over) {

  /** Whether the trouble lasts at that time. */
  public boolean at(long nanos) {
    return nanos >= from * World.SECOND && nanos < over * World.SECOND;
  }

  /** The length of the trouble. */
  public int seconds() {
    return over - from;
  }
}
