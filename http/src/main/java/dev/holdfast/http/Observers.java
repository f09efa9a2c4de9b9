/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.List;

/** Several observers as one: each hears of every attempt, whatever the others do. */
record Observers(List<AttemptObserver> all) implements AttemptObserver {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  /** Those observers; {@link History#NOBODY} if there is none. */
  static AttemptObserver of(List<AttemptObserver> all) {
    return all.isEmpty() ? History.NOBODY : new Observers(List.copyOf(all));
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
