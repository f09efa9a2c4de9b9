/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * What a transport can do. A session whose timeouts need more is refused when it is built.
 *
 * @param connectTimeout bounds name look-up, connecting and TLS
 * @param readTimeout bounds silence while reading
 * @param writeTimeout bounds lack of progress while sending
 * @param deadline ends an attempt at a given moment in every phase
 * @param proofOfNotSent {@link Sent#NO} is only said when no byte left the process
 */
public record Capabilities(
    boolean connectTimeout,
    boolean readTimeout,
    boolean writeTimeout,
    boolean deadline,
    boolean proofOfNotSent) {

  /** Everything. */
  public static Capabilities all() {
    return new Capabilities(true, true, true, true, true);
  }
}
