/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.util.concurrent.CompletionException;

/** What stages fail with. */
public final class StageFailures {

  private StageFailures() {}

  /** The failure without the wrapper that a stage adds which depends on the one that failed. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
