/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a whole body in memory, up to a limit, and decodes it. Pieces are {@linkplain #add
 * added}; a stream is {@linkplain #read read} directly into the buffer.
 */
public final class BodyBuffer implements AutoCloseable {

  private static final int CHUNK = 8_192;
  private static final int LARGEST_FIRST = 65_536;

  /** The factor by which a buffer may exceed what was received, if more is announced. */
  private static final long GROWTH = 16;

  private final int maxBytes;
  private final int announced;
  private final @Nullable ContentDecoder decoder;
  private byte[] bytes;
  private int count;
  private long coded;

  /**
   * Creates a buffer for one body.
   *
   * @param maxBytes at most the length of an array
   * @param announced the length that the response announces, or -1
   * @throws TransportException if the announced length is above the limit
   */
  BodyBuffer(int maxBytes, long announced, @Nullable ContentDecoder decoder)
      throws TransportException {
    this.maxBytes = maxBytes;
    this.decoder = decoder;
    if (announced > maxBytes) {
      throw tooLarge();
    }
    this.announced = decoder == null ? (int) Math.max(-1, announced) : -1;
    this.bytes = new byte[firstSize(announced)];
  }

  /** Reads the stream to its end. */
  public void read(InputStream body) throws IOException {
    if (body instanceof ReadToEnd stream) {
      stream.readsToEnd();
    }
    if (decoder == null) {
      readPlain(body);
      return;
    }
    byte[] chunk = new byte[CHUNK];
    int length;
    while ((length = body.read(chunk)) >= 0) {
      decode(decoder, ByteBuffer.wrap(chunk, 0, length));
    }
  }

  private void readPlain(InputStream body) throws IOException {
    while (true) {
      if (full()) {
        // Grows only for a byte that exists: at the end of an announced body there is none.
        int next = body.read();
        if (next < 0) {
          return;
        }
        append((byte) next);
      } else {
        int length = body.read(bytes, count, bytes.length - count);
        if (length < 0) {
          return;
        }
        count += length;
      }
    }
  }

  /** Adds the next bytes of the body, as received. */
  public void add(ByteBuffer piece) throws TransportException {
    if (decoder == null) {
      addPlain(piece);
    } else {
      decode(decoder, piece);
    }
  }

  private void addPlain(ByteBuffer piece) throws TransportException {
    while (piece.hasRemaining()) {
      if (full()) {
        enlarge();
      }
      int length = Math.min(piece.remaining(), bytes.length - count);
      piece.get(bytes, count, length);
      count += length;
    }
  }

  private void decode(ContentDecoder by, ByteBuffer piece) throws TransportException {
    coded += piece.remaining();
    if (coded > mostCoded()) {
      throw tooLarge();
    }
    boolean more;
    do {
      // A full buffer grows only if the decoder has another byte.
      ByteBuffer free =
          full() ? ByteBuffer.allocate(1) : ByteBuffer.wrap(bytes, count, bytes.length - count);
      by.decode(piece, free);
      more = !free.hasRemaining();
      if (!full()) {
        count = free.position();
      } else if (more) {
        append(free.get(0));
      }
    } while (more);
  }

  /** Ends the body and returns it; not copied if its length was announced. */
  public byte[] end() throws TransportException {
    if (decoder != null) {
      decoder.finish();
    }
    return full() ? bytes : Arrays.copyOf(bytes, count);
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
  }

  private boolean full() {
    return count == bytes.length;
  }

  private void append(byte next) throws TransportException {
    enlarge();
    bytes[count++] = next;
  }

  /**
   * Returns the first size: the announced length, so that a body is not copied, but bounded, so
   * that an announcement costs little memory.
   */
  private int firstSize(long length) {
    long wanted = length < 0 ? CHUNK : Math.min(length, LARGEST_FIRST);
    return (int) Math.min(wanted, maxBytes);
  }

  private void enlarge() throws TransportException {
    int size = bytes.length;
    if (size >= maxBytes) {
      throw tooLarge();
    }
    // Each step copies the buffer, so fewer steps are made if the end is known.
    long wanted =
        announced > size ? Math.min(GROWTH * size, announced) : Math.max(2L * size, CHUNK);
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, maxBytes));
  }

  /**
   * Returns the most coded bytes. A coding may add a little to bytes that do not compress, and not
   * more.
   */
  private long mostCoded() {
    return (long) maxBytes + (maxBytes >> 8) + LARGEST_FIRST;
  }

  private TransportException tooLarge() {
    return TransportException.of(
            FailureKind.BAD_RESPONSE,
            Sent.ANSWERED,
            "the body is larger than the " + maxBytes
                + " bytes that are kept in memory (maxBodySize)",
            null)
        .asPermanent();
  }
}
