/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that a {@link Loop} lends to the connection that it serves, until control returns to
 * the loop. Each buffer is created at its first use. Belongs to one thread at a time.
 */
public final class Buffers {

  /** A size above that of the largest TLS record with its overhead (RFC 8446 section 5.2). */
  public static final int RECORD_SIZE = 20 * 1024;

  private final Space plain;
  private final Space decrypted;
  private final Space encrypted;
  private @Nullable OutputBuffer output;

  /** An owner of bytes that are left in a space. */
  public interface Tenant {
    /** Called when the space is needed: bytes that are still needed must be copied now. */
    void moveOut();
  }

  /** A buffer to read into. Its bytes may stay there until the buffer is taken again. */
  public static final class Space {

    private final IntFunction<ByteBuffer> make;
    private final int size;
    private @Nullable ByteBuffer buffer;
    private @Nullable Tenant tenant;

    private Space(IntFunction<ByteBuffer> make, int size) {
      this.make = make;
      this.size = size;
    }

    /** Returns the buffer, empty. */
    public ByteBuffer take() {
      Tenant before = tenant;
      if (before != null) {
        tenant = null;
        before.moveOut();
      }
      ByteBuffer made = buffer;
      if (made == null) {
        made = make.apply(size);
        buffer = made;
      }
      return made.clear();
    }

    /** Records the owner of bytes that are left in the buffer. */
    public void moveIn(Tenant next) {
      tenant = next;
    }

    /** Records that this owner has no bytes left there. */
    public void leave(Tenant before) {
      if (tenant == before) {
        tenant = null;
      }
    }
  }

  private Buffers(Space plain, Space decrypted) {
    this(plain, decrypted, RECORD_SIZE);
  }

  private Buffers(Space plain, Space decrypted, int recordSize) {
    this.encrypted = new Space(ByteBuffer::allocate, recordSize);
    this.plain = plain;
    this.decrypted = decrypted;
  }

  /** Returns the remaining bytes, which are consumed, in a buffer of their own. */
  public static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  /** Consumes that many bytes, and returns them as a slice. */
  public static ByteBuffer take(ByteBuffer bytes, int count) {
    ByteBuffer taken = bytes.slice().limit(count);
    bytes.position(bytes.position() + count);
    return taken;
  }

  /** Returns buffers for a thread that many connections share. */
  static Buffers large() {
    // Sockets read into direct buffers without a copy, and ciphers write to arrays without one.
    return new Buffers(
        new Space(ByteBuffer::allocateDirect, 64 * 1024),
        new Space(ByteBuffer::allocate, RECORD_SIZE));
  }

  /** Returns buffers for one connection. */
  public static Buffers small() {
    Space text = new Space(ByteBuffer::allocate, RECORD_SIZE);
    return new Buffers(text, text);
  }

  /**
   * Returns buffers for TLS within TLS: they have room for a partial record, and a whole one after
   * it.
   */
  public static Buffers nested() {
    Space both = new Space(ByteBuffer::allocate, RECORD_SIZE);
    return new Buffers(both, both, 2 * RECORD_SIZE);
  }

  /** Returns the space for unencrypted bytes of a socket. */
  public Space plain() {
    return plain;
  }

  /** Returns the space for the contents of TLS records. */
  public Space decrypted() {
    return decrypted;
  }

  /** Returns the space for TLS records. */
  public Space encrypted() {
    return encrypted;
  }

  /** Returns an output for one request. It must be returned when nothing more is written to it. */
  public OutputBuffer takeOutput(OutputBuffer.Sink sink) {
    OutputBuffer free = output;
    output = null;
    return free == null ? new OutputBuffer(sink) : free.restart(sink);
  }

  /** Takes back an output. */
  public void giveBack(OutputBuffer unused) {
    output = unused;
  }
}
