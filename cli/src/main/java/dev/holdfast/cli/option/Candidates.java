/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.Iterator;
import java.util.List;

/** What the shell offers for options that take one of a few words; the parser wants classes. */
public final class Candidates {

  private Candidates() {}

  /** Of {@code --trace}. */
  static final class Traces implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("text", "json", "none").iterator();
    }
  }

  /** Of {@code --first-retry}. */
  static final class FirstRetries implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("immediate", "delayed").iterator();
    }
  }

  /** Of {@code --jitter}. */
  static final class Jitters implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("none", "full", "equal", "decorrelated", "additive:250ms").iterator();
    }
  }

  /** Of {@code --method}. */
  public static final class Methods implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Method.KNOWN.iterator();
    }
  }
}
