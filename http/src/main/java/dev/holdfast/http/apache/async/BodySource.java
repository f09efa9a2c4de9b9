/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.RequestOutput;
import dev.holdfast.http.apache.RequestWriter;
import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Has a request body written: one in memory at once, on the loop, any other piece by piece by a
 * worker that waits in the loop's stead.
 */
record BodySource(EventLoop loop, Executor workers, RequestWriter writer, RequestOutput output) {

  /** In memory or not, more than this goes piece by piece. */
  private static final long MOST_AT_ONCE = 256 * 1024;

  /** Told on the loop how it ended. */
  interface Outcome {
    void written();

    void failed(Throwable cause);
  }

  void write(Body body, Outcome outcome) {
    try {
      if (body.inMemory() && body.length() >= 0 && body.length() <= MOST_AT_ONCE) {
        writer.writeBody();
        output.flush();
        outcome.written();
      } else {
        workers.execute(() -> pump(outcome));
      }
    } catch (IOException | RuntimeException | Error failure) {
      outcome.failed(failure);
    }
  }

  /** On a worker's thread: waits for the source, and for the peer. */
  private void pump(Outcome outcome) {
    try {
      writer.writeBody();
      output.flush();
      loop.execute(outcome::written, outcome::failed);
    } catch (Throwable failure) {
      loop.execute(() -> outcome.failed(failure));
    }
  }
}
