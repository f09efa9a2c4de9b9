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

  private final boolean ours;

  StoppedException(Stop stop) {
    this(stop, false);
  }

  private StoppedException(Stop stop, boolean ours) {
    super(stop.name());
    this.stop = stop;
    this.ours = ours;
  }

  /** Something of this side was waited for. */
  static StoppedException byOurselves(Stop stop) {
    return new StoppedException(stop, true);
  }

  /** Whether something of this side was waited for, not the peer. */
  boolean ours() {
    return ours;
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
