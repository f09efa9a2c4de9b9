/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** Reads chains of exceptions; a chain may be circular, so it is followed only so far. */
final class Causes {

  private static final int DEEPEST = 100;
  private static final int LONGEST_MESSAGE = 200;

  private Causes() {}

  static boolean any(Throwable failure, Predicate<Throwable> predicate) {
    Throwable next = failure;
    for (int i = 0; i < DEEPEST && next != null; i++) {
      if (predicate.test(next)) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }

  /** What a stage failed with, without the wrapping that composing stages adds. */
  static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** In one line of bounded length. */
  static String describe(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    return message == null ? name : name + ": " + oneLine(message);
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
