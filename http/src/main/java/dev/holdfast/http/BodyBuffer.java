/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a whole body in memory, up to a limit, and decodes it on the way. Whoever has pieces
 * {@link #add}s them; whoever reads may read into {@link #free} if nothing is to be decoded.
 */
final class BodyBuffer implements AutoCloseable {

  private static final int CHUNK = 8_192;
  private static final int LARGEST_FIRST = 65_536;

  private final long maxBytes;
  private final long announced;
  private final @Nullable ContentDecoder decoder;
  private final ByteBuffer spare = ByteBuffer.allocate(1);
  private ByteBuffer bytes;
  private long coded;

  /**
   * For one body.
   *
   * @param announced what the response says its length is, or -1
   * @throws TransportException if that is too much already
   */
  BodyBuffer(long maxBytes, long announced, @Nullable ContentDecoder decoder)
      throws TransportException {
    this.maxBytes = maxBytes;
    this.announced = decoder == null ? announced : -1;
    this.decoder = decoder;
    if (announced > maxBytes) {
      throw tooLarge();
    }
    this.bytes = ByteBuffer.allocate(firstSize(announced));
  }

  /** Whether bytes may be put into {@link #free} as they are. */
  boolean plain() {
    return decoder == null;
  }

  /**
   * Where the next bytes go: at least one, and just one when the buffer is full, so that it grows
   * only for bytes that are there. {@link #settle} must follow.
   */
  ByteBuffer free() {
    return bytes.hasRemaining() ? bytes : spare.clear();
  }

  /** Something was put into what {@link #free} gave. */
  void settle() throws TransportException {
    if (spare.position() > 0) {
      enlarge();
      bytes.put(spare.flip());
      spare.clear();
    }
  }

  /** The next bytes of the body, as they came. */
  void add(ByteBuffer piece) throws TransportException {
    if (decoder == null) {
      while (piece.hasRemaining()) {
        copy(piece, free());
        settle();
      }
      return;
    }
    coded += piece.remaining();
    if (coded > mostCoded()) {
      throw tooLarge();
    }
    boolean more;
    do {
      ByteBuffer free = free();
      decoder.decode(piece, free);
      more = !free.hasRemaining();
      settle();
    } while (more);
  }

  /** The body has ended: all of it, not copied if its length was announced. */
  byte[] end() throws TransportException {
    if (decoder != null) {
      decoder.finish();
    }
    byte[] array = bytes.array();
    return bytes.hasRemaining() ? Arrays.copyOf(array, bytes.position()) : array;
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
  }

  private static void copy(ByteBuffer from, ByteBuffer to) {
    int length = Math.min(from.remaining(), to.remaining());
    to.put(from.slice().limit(length));
    from.position(from.position() + length);
  }

  /** What was announced, so that a body is not copied; but only sent bytes may cost much memory. */
  private int firstSize(long length) {
    long wanted = length < 0 ? CHUNK : Math.min(length, LARGEST_FIRST);
    return (int) Math.min(wanted, maxBytes);
  }

  private void enlarge() throws TransportException {
    int size = bytes.capacity();
    if (size >= maxBytes) {
      throw tooLarge();
    }
    long twice = Math.max(2L * size, CHUNK);
    long wanted = announced > size ? Math.min(twice, announced) : twice;
    byte[] larger = Arrays.copyOf(bytes.array(), (int) Math.min(wanted, maxBytes));
    bytes = ByteBuffer.wrap(larger).position(size);
  }

  /** Coding may add a little to bytes that do not compress; more than that gives no content. */
  private long mostCoded() {
    return maxBytes + (maxBytes >> 8) + LARGEST_FIRST;
  }

  private TransportException tooLarge() {
    return TransportException.of(
            Category.BAD_RESPONSE,
            Sent.ANSWERED,
            "the body is larger than the " + maxBytes
                + " bytes that are kept in memory (maxBodySize)",
            null)
        .asPermanent();
  }
}
