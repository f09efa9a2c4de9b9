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
 * What a request body writes to: counts, refuses more than was declared, and remembers whether the
 * connection failed, so that this is never taken for a failure of the body's source.
 */
final class MeteredBody extends OutputStream {

  private final OutputBuffer output;
  private final @Nullable ChunkedBody chunked;
  private final long declared;
  private long count;
  private boolean overrun;
  private @Nullable IOException sinkFailure;

  /** @param declared the length announced, or -1 for chunked coding */
  MeteredBody(OutputBuffer output, long declared) {
    this.output = output;
    this.declared = declared;
    this.chunked = declared < 0 && !output.delimits() ? new ChunkedBody(output) : null;
  }

  /** Bytes the source has written. */
  long count() {
    return count;
  }

  /** Whether the source wrote more than it had declared, or stopped short of it. */
  boolean wrongLength() {
    return declared >= 0 && (overrun || count != declared);
  }

  boolean overrun() {
    return overrun;
  }

  /** The failure of the connection, or null if it has not failed. */
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

  /** Nothing: small bodies go out together with the head. */
  @Override
  public void flush() {}

  /** Nothing: only {@link #finish()} may end the body, never a source that closes its target. */
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
