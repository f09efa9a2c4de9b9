/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * The progress of one attempt in sending or receiving a body.
 *
 * @param direction whether these are bytes of the request or of the response
 * @param attempt the number of the request in the call, from 1; each retry and each redirect is a
 *     new one
 * @param from the number of bytes present before this attempt: 0, except for the rest of a download
 * @param bytes the number of bytes so far: handed to the connection, or received and not yet
 *     decoded; for the rest of a download, including those before it
 * @param total the final number of bytes, if it is known
 */
public record Progress(
    Direction direction, int attempt, long from, long bytes, OptionalLong total) {

  /** Checks that nothing is missing. */
  public Progress {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(total, "total");
  }

  /** The direction of the bytes. */
  public enum Direction {
    /** The body of the request. */
    SENDING,
    /** The body of the response. */
    RECEIVING
  }
}
