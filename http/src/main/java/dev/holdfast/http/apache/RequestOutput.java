/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/** HttpCore's output buffer together with the stream that it empties itself into. */
public final class RequestOutput {

  private static final int BUFFER_SIZE = 8 * 1024;

  private final SessionOutputBufferImpl buffer = new SessionOutputBufferImpl(BUFFER_SIZE);
  private final OutputStream sink;
  private final boolean delimited;

  /** @param sink gets what does not fit the buffer, and everything at {@link #flush()} */
  public RequestOutput(OutputStream sink) {
    this(sink, false);
  }

  private RequestOutput(OutputStream sink, boolean delimited) {
    this.sink = sink;
    this.delimited = delimited;
  }

  /** For a protocol that says itself where a body ends, so that no chunked coding is needed. */
  public static RequestOutput delimited(OutputStream sink) {
    return new RequestOutput(sink, true);
  }

  /** Sends what the buffer holds. */
  public void flush() throws IOException {
    buffer.flush(sink);
  }

  void line(CharArrayBuffer line) throws IOException {
    buffer.writeLine(line, sink);
  }

  void write(byte[] source, int offset, int length) throws IOException {
    buffer.write(source, offset, length, sink);
  }

  /** The coding of a body of unknown length, if there has to be one. */
  @Nullable ChunkedOutputStream chunked() {
    return delimited ? null : new ChunkedOutputStream(buffer, sink, BUFFER_SIZE);
  }
}
