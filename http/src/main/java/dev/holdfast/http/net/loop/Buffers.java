/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Space that a {@link Loop} lends to the connection it works for, until control returns to the
 * loop. Each buffer is made at its first use. Belongs to one thread at a time.
 */
public final class Buffers {

  /** More than one TLS record of the largest size and its overhead (RFC 8446 section 5.2). */
  public static final int RECORD_SIZE = 20 * 1024;

  private final int scratchSize;
  private final boolean direct;
  private @Nullable ByteBuffer scratch;
  private @Nullable ByteBuffer records;
  private @Nullable OutputBuffer output;
  private @Nullable Tenant tenant;

  /** Has left something in the space that is lent. */
  public interface Tenant {
    /** The space is needed: what is still wanted of it must be copied now. */
    void moveOut();
  }

  private Buffers(int scratchSize, boolean direct) {
    this.scratchSize = scratchSize;
    this.direct = direct;
  }

  /** For a thread that many connections share. */
  static Buffers large() {
    return new Buffers(64 * 1024, true);
  }

  /** For one connection. */
  public static Buffers small() {
    return new Buffers(RECORD_SIZE, false);
  }

  /** Empty space to read into. */
  public ByteBuffer scratch() {
    Tenant before = tenant;
    if (before != null) {
      tenant = null;
      before.moveOut();
    }
    ByteBuffer made = scratch;
    if (made == null) {
      made = direct ? ByteBuffer.allocateDirect(scratchSize) : ByteBuffer.allocate(scratchSize);
      scratch = made;
    }
    return made.clear();
  }

  /** Something is left in {@link #scratch()}. */
  public void moveIn(Tenant next) {
    tenant = next;
  }

  /** Nothing is left there that is still of use. */
  public void leave(Tenant before) {
    if (tenant == before) {
      tenant = null;
    }
  }

  /** As {@link #scratch()}, for encrypted bytes. */
  public ByteBuffer records() {
    ByteBuffer made = records;
    if (made == null) {
      made = ByteBuffer.allocate(RECORD_SIZE);
      records = made;
    }
    return made.clear();
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
