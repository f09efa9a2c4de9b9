/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.Iterator;
import java.util.List;

/**
 * The words that the shell completes for options that take one of a few words, as classes, which
 * the parser requires.
 */
public final class Candidates {

  private Candidates() {}

  /** The words of {@code --trace}. */
  static final class Traces implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("text", "json", "none").iterator();
    }
  }

  /** The words of {@code --first-retry}. */
  static final class FirstRetries implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("immediate", "delayed").iterator();
    }
  }

  /** The words of {@code --jitter}. */
  static final class Jitters implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("none", "full", "equal", "decorrelated", "additive:250ms").iterator();
    }
  }

  /** The words of {@code --method}. */
  public static final class Methods implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Method.KNOWN.iterator();
    }
  }
}
