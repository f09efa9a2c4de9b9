/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.caller;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Logs the exceptions of the caller's listeners, which change nothing. */
public final class CallersCode {

  private static final Logger LOGGER = System.getLogger("dev.holdfast.http");

  private CallersCode() {}

  /** Logs that a listener of that type has thrown. */
  public static void failed(String type, Throwable failure) {
    warn(type + " failed; the call goes on", failure);
  }

  /** Writes a warning. */
  static void warn(String line, @Nullable Throwable thrown) {
    write(LOGGER, Level.WARNING, line, thrown);
  }

  /** Writes to a logger with the caller's handlers. An exception from a handler changes nothing. */
  public static void write(Logger logger, Level level, String line, @Nullable Throwable thrown) {
    try {
      logger.log(level, line, thrown);
    } catch (RuntimeException | Error failure) {
      // There is no other place to log it.
    }
  }
}
