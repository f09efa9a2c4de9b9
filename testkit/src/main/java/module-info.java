/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/**
 * The Holdfast test kit: a server that plays faults, and a clock on which waiting takes no time.
 */
@NullMarked
module dev.holdfast.testkit {
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires transitive dev.holdfast.core;

  exports dev.holdfast.testkit;
}
