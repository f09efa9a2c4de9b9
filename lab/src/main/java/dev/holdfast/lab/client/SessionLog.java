/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What sessions write to the program's log: hundreds of them in trouble would flood it. */
public final class SessionLog {

  /** Held, since a logger that is not held forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("dev.holdfast");

  private SessionLog() {}

  /** Writes nothing from now on, for the whole process. */
  public static void off() {
    LOGGER.setLevel(Level.OFF);
  }
}
