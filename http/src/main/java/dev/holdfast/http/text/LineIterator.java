/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lines from a stream on demand. For one thread. */
public final class LineIterator implements Iterator<String> {

  private static final int CHUNK = 8_192;

  private final InputStream source;
  private final TextLines lines;
  private final Function<TransportException, RuntimeException> failed;
  private final byte[] chunk = new byte[CHUNK];
  private @Nullable String ready;
  private boolean ended;

  /**
   * Creates an iterator over that stream, which is not closed.
   *
   * @param source fails with a {@link TransportException} only
   * @param failed creates the exception for that failure
   */
  public LineIterator(
      InputStream source, TextLines lines, Function<TransportException, RuntimeException> failed) {
    this.source = source;
    this.lines = lines;
    this.failed = failed;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready == null && !ended) {
        ready = lines.next();
        if (ready == null) {
          read();
        }
      }
      if (ready == null) {
        ready = lines.last();
      }
      return ready != null;
    } catch (TransportException e) {
      throw failed.apply(e);
    } catch (IOException e) {
      throw new AssertionError("a body fails with a TransportException", e);
    }
  }

  private void read() throws IOException {
    int count = source.read(chunk);
    if (count < 0) {
      ended = true;
    } else {
      lines.add(ByteBuffer.wrap(chunk, 0, count));
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String line = ready;
    ready = null;
    if (line == null) {
      throw new AssertionError("hasNext() without a line");
    }
    return line;
  }
}
