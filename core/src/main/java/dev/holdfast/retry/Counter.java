/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.Locale;

/**
 * The counter that a retry is charged to, in addition to {@code total}. The terms are urllib3's.
 */
public enum Counter {
  /**
   * Nothing was sent: name, connection, TLS handshake, pool, or proof that it was not processed.
   */
  CONNECT,
  /** The request may have been processed: no answer, or a broken one. */
  READ,
  /** A redirect was followed. It is no retry and is not charged to {@code total}. */
  REDIRECT,
  /** The response's status is one that is retried. */
  STATUS,
  /** Anything else. */
  OTHER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in lower case. */
  public String label() {
    return label;
  }
}
