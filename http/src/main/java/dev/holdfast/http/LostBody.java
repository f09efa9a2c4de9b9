/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a response whose head has arrived and whose body does not arrive whole. From 400 on
 * the status decides; below it the caller asked for the body.
 */
final class LostBody {

  private LostBody() {}

  /** Whether the status decides. It does not if the caller has cancelled the call. */
  static boolean statusDecides(ReceivedResponse received, TransportException failure) {
    return received.status() >= 400 && failure.kind() != FailureKind.CANCELLED;
  }

  /** Returns the outcome of the attempt. */
  static Outcome<ReceivedResponse> outcome(ReceivedResponse received, TransportException failure) {
    if (statusDecides(received, failure)) {
      received.bodyLost(failure);
      return Outcome.of(received);
    }
    return Outcome.failed(failure
        .withMessage("status " + received.statusLine() + ", but " + failure.getMessage())
        .withHead(received.head()));
  }

  /**
   * Returns the decoder of the body that the caller reads, or null if it has no content coding.
   * With an error status, an unknown coding only loses the body.
   */
  static @Nullable ContentDecoder decoder(Bodies bodies, ReceivedResponse received)
      throws TransportException {
    try {
      return received.decoder(bodies);
    } catch (TransportException unknown) {
      if (!statusDecides(received, unknown)) {
        throw unknown;
      }
      received.bodyLost(unknown);
      return null;
    }
  }

  /** Returns the note on an attempt whose status decided without the body. */
  static String note(TransportException failure) {
    return "the body was lost: " + failure.getMessage();
  }
}
