/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Space that a {@link Loop} lends to the connection it works for, until control returns to the
 * loop. Each buffer is made at its first use. Belongs to one thread at a time.
 */
public final class Buffers {

  /** More than one TLS record of the largest size and its overhead (RFC 8446 section 5.2). */
  public static final int RECORD_SIZE = 20 * 1024;

  private final Space plain;
  private final Space decrypted;
  private final Space encrypted;
  private @Nullable OutputBuffer output;

  /** Has left something in a space. */
  public interface Tenant {
    /** The space is needed: what is still wanted of it must be copied now. */
    void moveOut();
  }

  /** A buffer to read into. What is read may stay there until the buffer is taken again. */
  public static final class Space {

    private final IntFunction<ByteBuffer> make;
    private final int size;
    private @Nullable ByteBuffer buffer;
    private @Nullable Tenant tenant;

    private Space(IntFunction<ByteBuffer> make, int size) {
      this.make = make;
      this.size = size;
    }

    /** The buffer, empty. */
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

    /** Something is left in the buffer. */
    public void moveIn(Tenant next) {
      tenant = next;
    }

    /** Nothing of that one's is left there. */
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

  /** For a thread that many connections share. */
  static Buffers large() {
    // Sockets read into direct buffers without a copy, and ciphers write to arrays without one.
    return new Buffers(
        new Space(ByteBuffer::allocateDirect, 64 * 1024),
        new Space(ByteBuffer::allocate, RECORD_SIZE));
  }

  /** For one connection. */
  public static Buffers small() {
    Space text = new Space(ByteBuffer::allocate, RECORD_SIZE);
    return new Buffers(text, text);
  }

  /** For TLS within TLS: a part of a record has room there, and a whole one behind it. */
  public static Buffers nested() {
    Space both = new Space(ByteBuffer::allocate, RECORD_SIZE);
    return new Buffers(both, both, 2 * RECORD_SIZE);
  }

  /** For what is read from a socket in the clear. */
  public Space plain() {
    return plain;
  }

  /** For what comes out of a TLS record. */
  public Space decrypted() {
    return decrypted;
  }

  /** For TLS records. */
  public Space encrypted() {
    return encrypted;
  }

  /** An output for one request; to be given back when nothing more is written to it. */
  public OutputBuffer takeOutput(OutputBuffer.Sink sink) {
    OutputBuffer free = output;
    output = null;
    return free == null ? new OutputBuffer(sink) : free.restart(sink);
  }

  /** The output is free again. */
  public void giveBack(OutputBuffer unused) {
    output = unused;
  }
}
