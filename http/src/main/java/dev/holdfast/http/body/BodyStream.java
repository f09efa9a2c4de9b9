/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a streamed response: decodes with a fixed buffer, and ends at the deadline. A failure
 * is repeated by every further read, so that a truncation never looks like the end. Notifies its
 * response when the last byte was read, so that the connection is released.
 */
public final class BodyStream extends InputStream {

  private static final int CHUNK = 8_192;

  private final InputStream source;
  private final @Nullable ContentDecoder decoder;
  private final Deadline deadline;
  private final Runnable whenDone;
  private final ByteBuffer coded;
  private boolean sourceEnded;
  private boolean begun;
  private boolean done;
  private @Nullable TransportException failure;

  /**
   * Creates a stream over the source.
   *
   * @param decoder decodes the body, if it has a coding; closed by the caller
   * @param whenDone runs when the last byte was read
   */
  public BodyStream(
      InputStream source, @Nullable ContentDecoder decoder, Deadline deadline, Runnable whenDone) {
    this.source = source;
    this.decoder = decoder;
    this.deadline = deadline;
    this.whenDone = whenDone;
    this.coded = ByteBuffer.allocate(decoder == null ? 0 : CHUNK).flip();
  }

  @Override
  public int read() throws TransportException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws TransportException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (failure != null) {
      throw failure;
    }
    if (done) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    begun = true;
    try {
      requireTime();
      int read = decoder == null
          ? source.read(target, offset, length)
          : decode(decoder, ByteBuffer.wrap(target, offset, length));
      if (read < 0) {
        done = true;
        whenDone.run();
      }
      return read;
    } catch (IOException e) {
      throw fail(Bodies.brokenOff(e));
    }
  }

  /** Makes every further read fail. The first reason stays. */
  public TransportException fail(TransportException reason) {
    if (failure == null) {
      failure = reason;
    }
    return failure;
  }

  /** Whether a part was read without a failure, so that only the rest may remain. */
  public boolean begun() {
    return begun && failure == null;
  }

  /** Whether the body was read to its end. */
  public boolean done() {
    return done;
  }

  private int decode(ContentDecoder with, ByteBuffer out) throws IOException {
    int start = out.position();
    while (out.position() == start) {
      with.decode(coded, out);
      if (out.position() > start) {
        break;
      }
      if (sourceEnded) {
        with.finish();
        return -1;
      }
      int read = source.read(coded.array(), coded.arrayOffset(), coded.capacity());
      sourceEnded = read < 0;
      coded.limit(Math.max(0, read)).position(0);
      requireTime();
    }
    return out.position() - start;
  }

  /**
   * Checks the deadline. The transport bounds every wait, but data that was received before must
   * not be read after the deadline either.
   */
  private void requireTime() throws TransportException {
    if (deadline.expired()) {
      throw TransportException.of(
          FailureKind.DEADLINE_EXCEEDED,
          Sent.ANSWERED,
          "the deadline of " + Nanos.format(deadline.lengthNanos())
              + " passed before the body was read to its end",
          null);
    }
  }
}
