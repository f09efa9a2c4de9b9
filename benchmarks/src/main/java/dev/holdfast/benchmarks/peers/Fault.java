/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

/** The kind of a server's failure. */
enum Fault {
  STATUS_503("503"),
  RESET("Connection reset"),
  STALL("No answer"),
  SLOW("Slow server"),
  DEAD_ADDRESS("One address of two is dead");

  private final String title;

  Fault(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
