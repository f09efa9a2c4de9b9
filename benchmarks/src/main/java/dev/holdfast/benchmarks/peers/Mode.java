/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

/** Whether calls are blocking or asynchronous. */
enum Mode {
  BLOCKING("blocking"),
  VIRTUAL("blocking, virtual threads"),
  ASYNC("asynchronous");

  private final String title;

  Mode(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
