/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of sessions. It is turned off, since hundreds of sessions in trouble would flood it. */
public final class SessionLog {

  /** Kept in a field, since a logger without a reference loses its level. */
  private static final Logger LOGGER = Logger.getLogger("dev.holdfast");

  private SessionLog() {}

  /** Turns the log off for the whole process. */
  public static void off() {
    LOGGER.setLevel(Level.OFF);
  }
}
