/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.List;

/** Calls several observers for every attempt; one that throws does not affect the others. */
record Observers(List<AttemptObserver> all) implements AttemptObserver {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  /** Combines those observers; {@link History#NONE} if there are none. */
  static AttemptObserver of(List<AttemptObserver> all) {
    return all.isEmpty() ? History.NONE : new Observers(List.copyOf(all));
  }

  @Override
  public void attempt(Attempt attempt) {
    for (AttemptObserver observer : all) {
      try {
        observer.attempt(attempt);
      } catch (Throwable e) {
        LOGGER.log(System.Logger.Level.WARNING, "an AttemptObserver failed; the call goes on", e);
      }
    }
  }
}
