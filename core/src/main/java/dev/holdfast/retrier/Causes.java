/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads chains of causes, up to a fixed depth, since a chain may be circular. */
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

  /** The failure of a stage, without the wrappers that composition adds. */
  static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    for (int i = 0; i < DEEPEST && isWrapping(inner); i++) {
      Throwable cause = inner.getCause();
      if (cause == null) {
        return inner;
      }
      inner = cause;
    }
    return inner;
  }

  private static boolean isWrapping(Throwable failure) {
    return failure instanceof CompletionException || failure instanceof ExecutionException;
  }

  /** Adds the later failure to the first as suppressed; an exception cannot suppress itself. */
  static Throwable together(@Nullable Throwable first, Throwable later) {
    if (first == null) {
      return later;
    }
    if (first != later) {
      first.addSuppressed(later);
    }
    return first;
  }

  /** The failure in one line of bounded length. */
  static String describe(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message = message(failure);
    return message == null ? name : name + ": " + oneLine(message);
  }

  /** An exception whose {@code getMessage} throws is still reported by its type. */
  private static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException broken) {
      return "its message fails with " + broken.getClass().getSimpleName();
    }
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
