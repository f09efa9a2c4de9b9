/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** Calls, attempts, waits and breakers as events of the JDK Flight Recorder. */
@NullMarked
module dev.holdfast.jfr {
  requires transitive dev.holdfast.http;
  requires static transitive org.jspecify;
  requires jdk.jfr;

  exports dev.holdfast.jfr;
}
