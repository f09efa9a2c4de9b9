/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import org.jspecify.annotations.Nullable;

/*
 * The records of TLS on a connection, by JSSE's engine: what goes out and what comes in.
 *
 * What has come stays in the loop's space until that is needed for something else. Buffers of its
 * own exist only as long as they hold something: a record of which a part has come, and encrypted
 * bytes that the kernel did not take. So ten thousand idle connections cost little.
 */
final class TlsRecords implements Buffers.Tenant {

  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final int FIRST_BYTES = 16;

  private final Link base;
  private final SSLEngine engine;

  /** Received and not yet decrypted, ready to be read. */
  private ByteBuffer received = NOTHING;

  /** Where that lies, if it has no buffer of its own. */
  private Buffers.@Nullable Space lent;

  /** Encrypted and not yet sent, ready to be read. */
  private ByteBuffer unsent = NOTHING;

  private byte[] firstBytes = new byte[0];
  private boolean starved = true;
  private boolean peerEnded;

  TlsRecords(Link base, SSLEngine engine) {
    this.base = base;
    this.engine = engine;
  }

  /** The first bytes that ever came, at most 16: they tell whether the peer speaks TLS. */
  byte[] firstBytes() {
    return firstBytes.clone();
  }

  /** Whether the connection below has ended. */
  boolean peerEnded() {
    return peerEnded;
  }

  /** Whether encrypted bytes wait for the kernel. */
  boolean hasUnsent() {
    return unsent.hasRemaining();
  }

  /** Whether something that has come may yet be decrypted. */
  boolean holdsInput() {
    return !starved && received.hasRemaining();
  }

  /** Bytes of the source that were taken, -1 if TLS is over. Everything before has been sent. */
  int encrypt(ByteBuffer source) throws IOException {
    return encrypt(new ByteBuffer[] {source}, 1);
  }

  /** As {@link #encrypt(ByteBuffer)}, of the first so many of these: one record for all. */
  int encrypt(ByteBuffer[] sources, int count) throws IOException {
    ByteBuffer record = base.buffers().encrypted().take();
    SSLEngineResult result = engine.wrap(sources, 0, count, record);
    record.flip();
    boolean over = result.getStatus() == SSLEngineResult.Status.CLOSED && !record.hasRemaining();
    base.write(record);
    if (record.hasRemaining()) {
      unsent = copy(record);
    }
    return over ? -1 : result.bytesConsumed();
  }

  /** Sends what is encrypted; whether all of it went. */
  boolean flush() throws IOException {
    if (unsent.hasRemaining()) {
      base.write(unsent);
      if (unsent.hasRemaining()) {
        return false;
      }
      unsent = NOTHING;
    }
    return true;
  }

  /** One record, if a whole one has come. */
  SSLEngineResult decrypt(ByteBuffer target) throws IOException {
    SSLEngineResult result = engine.unwrap(received, target);
    starved = result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW;
    if (!received.hasRemaining()) {
      received = NOTHING;
    }
    return result;
  }

  /** Reads from below: 0 if nothing is there, -1 at the end. */
  int receive() throws IOException {
    Buffers.Space space = base.buffers().encrypted();
    ByteBuffer records = space.take();
    // Only now: it may have lain there.
    records.put(received);
    int count;
    try {
      count = base.read(records);
    } catch (IOException broken) {
      peerEnded = true;
      throw broken;
    }
    received = records.flip();
    lent = space;
    space.moveIn(this);
    peerEnded |= count < 0;
    starved = count <= 0;
    if (firstBytes.length == 0 && count > 0) {
      firstBytes = new byte[Math.min(count, FIRST_BYTES)];
      received.duplicate().get(firstBytes);
    }
    return count;
  }

  @Override
  public void moveOut() {
    if (lent != null) {
      lent = null;
      received = copy(received);
    }
  }

  /** The space of the loop belongs to others from now on. */
  void leave() {
    Buffers.Space before = lent;
    moveOut();
    if (before != null) {
      before.leave(this);
    }
  }

  private static ByteBuffer copy(ByteBuffer source) {
    return source.hasRemaining()
        ? ByteBuffer.allocate(source.remaining()).put(source).flip()
        : NOTHING;
  }
}
