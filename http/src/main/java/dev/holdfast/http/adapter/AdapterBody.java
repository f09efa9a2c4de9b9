/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * A request body that another library writes. It has no content type of its own, because the
 * library sets the header.
 */
public final class AdapterBody implements Body {

  /** The size of the longest body that is kept in memory: 1 MiB. */
  private static final int IN_MEMORY = 1 << 20;

  private final Writer writer;
  private final long length;
  private final boolean repeatable;
  private volatile boolean begun;

  private AdapterBody(Writer writer, long length, boolean repeatable) {
    this.writer = writer;
    this.length = length;
    this.repeatable = repeatable;
  }

  /** Writes a whole body. */
  @FunctionalInterface
  public interface Writer {

    /**
     * Writes the body and does not close the stream.
     *
     * @throws IOException if the source fails, or the stream
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Returns a body that can be written any number of times, with the same bytes each time.
   *
   * @param length the number of bytes, or -1 if not known
   */
  public static Body repeatable(Writer writer, long length) {
    return new AdapterBody(Objects.requireNonNull(writer, "writer"), length, true);
  }

  /**
   * Returns a body that can be written once, and is never sent again.
   *
   * @param length the number of bytes, or -1 if not known
   */
  public static Body once(Writer writer, long length) {
    return new AdapterBody(Objects.requireNonNull(writer, "writer"), length, false);
  }

  /** Returns a body of those bytes, not copied: they must not change until the call has ended. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? Body.none() : new Untyped(Body.wrap(bytes));
  }

  /**
   * Returns a body from that publisher, sent once, as fast as the connection accepts it: see
   * {@link Body#publisher(Flow.Publisher, long)}.
   *
   * @param length the number of bytes, or -1 if not known
   */
  public static Body publisher(Flow.Publisher<ByteBuffer> source, long length) {
    return new Untyped(Body.publisher(source, length));
  }

  /**
   * Returns the same body in memory, so that it can be sent again and has a known length, if it is
   * short: at most 1 MiB. A longer one is unchanged. One that can be written only once is not
   * touched unless its length says that it is short.
   *
   * @param length the number of bytes, or -1 if not known
   * @throws IOException if the writer fails
   */
  public static Body inMemory(Writer writer, long length, boolean repeatable) throws IOException {
    Body body = new AdapterBody(Objects.requireNonNull(writer, "writer"), length, repeatable);
    if (length == 0) {
      return Body.none();
    }
    if (length > IN_MEMORY || length < 0 && !repeatable) {
      return body;
    }
    BoundedBuffer buffer = new BoundedBuffer(IN_MEMORY);
    try {
      writer.writeTo(buffer);
    } catch (IOException | RuntimeException e) {
      if (buffer.full() && repeatable) {
        return body;
      }
      throw e;
    }
    return of(buffer.toByteArray());
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  @Override
  public boolean spent() {
    return begun && !repeatable;
  }

  /** Third-party code writes the body, so a thread of the session waits for it. */
  @Override
  public boolean mayStall() {
    return true;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.empty();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (spent()) {
      throw new IOException("the body can be sent only once and was sent before");
    }
    begun = true;
    writer.writeTo(out);
  }

  @Override
  public String toString() {
    return "AdapterBody[" + (repeatable ? "repeatable" : "once") + ", "
        + (length < 0 ? "unknown length" : length + " bytes") + "]";
  }
}
