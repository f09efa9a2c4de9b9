/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** The Holdfast retry engine: decides, never does I/O, depends on nothing. */
@NullMarked
module dev.holdfast.core {
  requires static transitive org.jspecify;

  exports dev.holdfast.retrier;
  exports dev.holdfast.retry;
  exports dev.holdfast.time;
}
