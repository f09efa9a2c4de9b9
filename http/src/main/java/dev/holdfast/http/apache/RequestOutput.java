/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

  /** One byte a character. HttpCore would write a question mark for 0x80 to 0x9f. */
  void line(CharArrayBuffer line) throws IOException {
    if (isPlain(line)) {
      buffer.writeLine(line, sink);
    } else {
      byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      buffer.write(bytes, 0, bytes.length, sink);
    }
  }

  private static boolean isPlain(CharArrayBuffer line) {
    char[] chars = line.array();
    for (int i = 0; i < line.length(); i++) {
      if (chars[i] >= 0x80 && chars[i] < 0xa0) {
        return false;
      }
    }
    return true;
  }

  void write(byte[] source, int offset, int length) throws IOException {
    buffer.write(source, offset, length, sink);
  }

  /** The coding of a body of unknown length, if there has to be one. */
  @Nullable ChunkedOutputStream chunked() {
    return delimited ? null : new ChunkedOutputStream(buffer, sink, BUFFER_SIZE);
  }
}
