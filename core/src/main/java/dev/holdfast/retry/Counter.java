/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.Locale;

/** On which account a retry is charged, besides {@code total}. The terms are urllib3's. */
public enum Counter {
  /**
   * Nothing was sent: name, connection, TLS handshake, pool, or proof that it was not processed.
   */
  CONNECT,
  /** The request may have been processed: no answer, or a broken one. */
  READ,
  /** A redirect was followed. Not a retry: spends nothing of {@code total}. */
  REDIRECT,
  /** The answer's status is one that is retried. */
  STATUS,
  /** Anything else. */
  OTHER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in lower case. */
  public String label() {
    return label;
  }
}
