/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.util.concurrent.CompletionException;

/** Unwraps the failures of stages. */
public final class StageFailures {

  private StageFailures() {}

  /** Returns the failure without the wrapper that a dependent stage adds. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
