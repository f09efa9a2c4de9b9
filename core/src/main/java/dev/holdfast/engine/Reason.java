/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that is put together only when it is read: most retries are never explained, and the
 * text would cost more than the decision. Two reasons with the same text are equal. Thread-safe if
 * its supplier is.
 */
public abstract sealed class Reason permits Reason.Supplied, GrantedReason {

  Reason() {}

  /** A reason with text from a supplier, which always returns the same. */
  public static Reason of(Supplier<String> words) {
    return new Supplied(Objects.requireNonNull(words, "words"));
  }

  /** A reason with that text. */
  public static Reason of(String words) {
    Objects.requireNonNull(words, "words");
    return new Supplied(() -> words);
  }

  abstract String words();

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Reason reason && reason.words().equals(words());
  }

  @Override
  public final int hashCode() {
    return words().hashCode();
  }

  /** The text. */
  @Override
  public final String toString() {
    return words();
  }

  /** A reason with a supplier. */
  static final class Supplied extends Reason {
    private final Supplier<String> words;

    Supplied(Supplier<String> words) {
      this.words = words;
    }

    @Override
    String words() {
      return words.get();
    }
  }
}
