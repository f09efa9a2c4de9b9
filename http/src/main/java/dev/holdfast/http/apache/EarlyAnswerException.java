/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;

/** Signals that the peer has answered although it does not take the rest of the request. */
final class EarlyAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  EarlyAnswerException() {
    super("the peer answered before the request was sent in full");
  }

  /** Only a signal, never shown to a caller. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // changes nothing
  public Throwable fillInStackTrace() {
    return this;
  }
}
