/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

/** What the server answers. */
final class Answer {

  /** Bytes of the body. */
  static final int LENGTH = 1024;

  private Answer() {}
}
