/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;

/** Thrown through streams we do not own; what counts is the {@link Stop} recorded beside it. */
final class StoppedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Stop stop;

  StoppedException(Stop stop) {
    super(stop.name());
    this.stop = stop;
  }

  Stop stop() {
    return stop;
  }

  /** Only a signal: the exception that callers see is made from it and has its own trace. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // changes nothing
  public Throwable fillInStackTrace() {
    return this;
  }
}
