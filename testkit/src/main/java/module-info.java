/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** The Holdfast test kit: a server that breaks on request, and time that never waits. */
@NullMarked
module dev.holdfast.testkit {
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires transitive dev.holdfast.core;

  exports dev.holdfast.testkit;
}
