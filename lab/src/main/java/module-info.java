/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** The fleet simulator: what clients that retry do to a server in trouble. */
@NullMarked
module dev.holdfast.lab {
  requires dev.holdfast.http;
  requires static transitive org.jspecify;

  exports dev.holdfast.lab;
}
