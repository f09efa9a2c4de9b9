/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that is put together only when somebody reads it: most retries are never explained,
 * and the words would cost more than the decision. Equal to another with the same words.
 * Thread-safe if its supplier is.
 */
public final class Reason {

  private final Supplier<String> words;

  private Reason(Supplier<String> words) {
    this.words = words;
  }

  /** A reason whose words the supplier gives, each time the same. */
  public static Reason of(Supplier<String> words) {
    return new Reason(Objects.requireNonNull(words, "words"));
  }

  /** A reason with those words. */
  public static Reason of(String words) {
    Objects.requireNonNull(words, "words");
    return new Reason(() -> words);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reason reason && reason.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The words. */
  @Override
  public String toString() {
    return words.get();
  }
}
