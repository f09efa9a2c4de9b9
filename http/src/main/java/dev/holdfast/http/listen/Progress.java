/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far one attempt of a call has come in sending or receiving a body.
 *
 * @param direction whether these are bytes of the request or of the response
 * @param attempt which request of the call, from 1 on; each retry and each redirect begins anew
 * @param from how many bytes were there before this attempt: 0, but for the rest of a download
 * @param bytes how many so far: handed to the connection, or received and not yet decoded; of the
 *     rest of a download, with those before it
 * @param total how many there will be, if that is known
 */
public record Progress(
    Direction direction, int attempt, long from, long bytes, OptionalLong total) {

  /** Checks that nothing is missing. */
  public Progress {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(total, "total");
  }

  /** Where the bytes go. */
  public enum Direction {
    /** The body of the request. */
    SENDING,
    /** The body of the response. */
    RECEIVING
  }
}
