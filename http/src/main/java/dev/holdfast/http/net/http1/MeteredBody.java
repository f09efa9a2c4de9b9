/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.loop.OutputBuffer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request body. Counts the bytes, refuses more than was declared, and remembers
 * whether the connection failed, so that this is never mistaken for a failure of the body's source.
 */
final class MeteredBody extends OutputStream {

  private final OutputBuffer output;
  private final @Nullable ChunkedBody chunked;
  private final long declared;
  private long count;
  private boolean overrun;
  private @Nullable IOException sinkFailure;

  /** @param declared the announced length, or -1 for chunked coding */
  MeteredBody(OutputBuffer output, long declared) {
    this.output = output;
    this.declared = declared;
    this.chunked = declared < 0 && !output.delimits() ? new ChunkedBody(output) : null;
  }

  /** Returns the bytes that the source has written. */
  long count() {
    return count;
  }

  /** Whether the source wrote more or less than it had declared. */
  boolean wrongLength() {
    return declared >= 0 && (overrun || count != declared);
  }

  boolean overrun() {
    return overrun;
  }

  /** Returns the failure of the connection, or null if it has not failed. */
  @Nullable IOException sinkFailure() {
    return sinkFailure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (declared >= 0 && length > declared - count) {
      overrun = true;
      throw new IOException("more bytes than the declared length of " + declared);
    }
    rethrowSinkFailure();
    count += length;
    try {
      if (chunked != null) {
        chunked.write(source, offset, length);
      } else {
        output.write(source, offset, length);
      }
    } catch (IOException failure) {
      sinkFailure = failure;
      throw failure;
    }
  }

  /** Does nothing: small bodies are sent together with the head. */
  @Override
  public void flush() {}

  /**
   * Does nothing: only {@link #finish()} may end the body, never a source that closes its target.
   */
  @Override
  public void close() {}

  /** Ends the body after its source has written all of it. */
  void finish() throws IOException {
    if (chunked != null) {
      chunked.finish();
    }
  }

  private void rethrowSinkFailure() throws IOException {
    if (sinkFailure != null) {
      throw sinkFailure;
    }
  }
}
