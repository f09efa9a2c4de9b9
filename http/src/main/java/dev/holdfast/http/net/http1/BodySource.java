/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.OutputBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request body: at once, on the loop, or piece by piece on a worker's thread. */
public final class BodySource {

  /** The most bytes that are written at once. A longer body goes piece by piece. */
  private static final long MOST_AT_ONCE = 256 * 1024;

  private BodySource() {}

  /** Called on the loop at the end. */
  public interface Outcome {
    void written();

    void failed(Throwable cause);
  }

  /** Whether the body may be written on the thread of that loop. */
  public static boolean inPlace(Body body, Loop loop) {
    return loop.dedicated()
        || body.inMemory() && body.length() >= 0 && body.length() <= MOST_AT_ONCE;
  }

  /**
   * Returns the buffers of a body in memory that has them at hand, so that nothing needs to be
   * copied; null if it has to be written. They are not changed before the call is over.
   */
  public static @Nullable List<ByteBuffer> atHand(Body body) {
    if (!body.inMemory() || !body.repeatable() || body.length() < 0) {
      return null;
    }
    BuffersAtHand buffers = new BuffersAtHand();
    try {
      body.asPublisher().ifPresent(publisher -> publisher.subscribe(buffers));
    } catch (RuntimeException failed) {
      return null; // writing it reports the failure
    }
    return buffers.all(body.length());
  }

  /** Writes the body on the thread of the loop. */
  public static void write(RequestWriter writer, OutputBuffer output, Outcome outcome) {
    try {
      writer.writeBody();
      output.flush();
    } catch (IOException | RuntimeException | Error failure) {
      outcome.failed(failure);
      return;
    }
    outcome.written();
  }

  /** Writes the body on a worker's thread, which waits for the source and for the peer. */
  public static void pump(Loop loop, RequestWriter writer, OutputBuffer output, Outcome outcome) {
    try {
      writer.writeBody();
      output.flush();
      loop.execute(outcome::written, outcome::failed);
    } catch (Throwable failure) {
      loop.execute(() -> outcome.failed(failure));
    }
  }
}
