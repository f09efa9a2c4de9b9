/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.caller;

import dev.holdfast.log.SparseLog;
import dev.holdfast.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs the exceptions of the caller's listeners, which change nothing. Each type of listener writes
 * at most one line a second, which counts the lines that were left out. Thread-safe.
 */
public final class CallersCode {

  private static final Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final Map<String, SparseLog> logs = new ConcurrentHashMap<>();
  private final TimeSource time;

  /** Creates a log for one session, on its clock. */
  public CallersCode(TimeSource time) {
    this.time = time;
  }

  /** Logs that a listener of that type has thrown. */
  public void failed(String type, Throwable failure) {
    logs.computeIfAbsent(type, any -> new SparseLog(LOGGER, Level.WARNING, time, "failures"))
        .write(type + " failed; the call goes on", failure);
  }

  /** Writes a warning. */
  static void warn(String line) {
    SparseLog.write(LOGGER, Level.WARNING, line, null);
  }
}
