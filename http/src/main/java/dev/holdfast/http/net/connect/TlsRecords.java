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
 * The TLS records of a connection in both directions, by JSSE's engine. Received bytes stay in the
 * loop's space until that is needed otherwise. Own buffers exist only while they hold something: a
 * partial record, or encrypted bytes that the kernel did not accept. So ten thousand idle
 * connections cost little.
 */
final class TlsRecords implements Buffers.Tenant {

  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final int FIRST_BYTES = 16;

  private final Channel base;
  private final SSLEngine engine;

  /** The received bytes that are not yet decrypted, ready to be read. */
  private ByteBuffer received = NOTHING;

  /** The space of the received bytes, if they have no buffer of their own. */
  private Buffers.@Nullable Space lent;

  /** The encrypted bytes that are not yet sent, ready to be read. */
  private ByteBuffer unsent = NOTHING;

  private byte[] firstBytes = new byte[0];
  private boolean starved = true;
  private boolean peerEnded;

  TlsRecords(Channel base, SSLEngine engine) {
    this.base = base;
    this.engine = engine;
  }

  /**
   * Returns the first bytes of the connection, at most 16. They show whether the peer speaks TLS.
   */
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

  /** Whether there is nothing to decrypt. */
  boolean isEmpty() {
    return !received.hasRemaining();
  }

  /** Whether received bytes may still be decrypted. */
  boolean holdsInput() {
    return !starved && received.hasRemaining();
  }

  /**
   * Encrypts bytes of the source. Returns how many were consumed, -1 if TLS has ended. All earlier
   * bytes must have been sent.
   */
  int encrypt(ByteBuffer source) throws IOException {
    return encrypt(new ByteBuffer[] {source}, 1);
  }

  /**
   * Encrypts the first buffers of the array into one record, as {@link #encrypt(ByteBuffer)} does.
   */
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

  /** Sends the encrypted bytes. Returns whether all were sent. */
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

  /** Decrypts one record, if a whole one has arrived. */
  SSLEngineResult decrypt(ByteBuffer target) throws IOException {
    SSLEngineResult result = engine.unwrap(received, target);
    starved = result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW;
    if (!received.hasRemaining()) {
      received = NOTHING;
    }
    return result;
  }

  /** Receives bytes: 0 if there are none, -1 at the end. */
  int receive() throws IOException {
    Buffers.Space space = base.buffers().encrypted();
    ByteBuffer records = space.take();
    // Only now, because the bytes may have been there.
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

  /** Leaves the space of the loop, which others use from now on. */
  void leave() {
    Buffers.Space before = lent;
    moveOut();
    if (before != null) {
      before.leave(this);
    }
  }

  private static ByteBuffer copy(ByteBuffer source) {
    return source.hasRemaining() ? Buffers.copy(source) : NOTHING;
  }
}
