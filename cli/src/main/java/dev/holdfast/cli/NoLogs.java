/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Discards the library's log: the command reports the same itself, in the requested form. Without
 * this class, Java would load its whole logging, and print to standard error.
 */
public final class NoLogs extends System.LoggerFinder {

  /** Called by the service loader. */
  public NoLogs() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Silent(name);
  }

  private record Silent(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return false;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {}

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {}
  }
}
