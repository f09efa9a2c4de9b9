/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/*
 * TLS on a wire, by JSSE's engine: bytes in the clear on this side, records on the wire.
 *
 * Not by JSSE's socket, which cannot read while a write of its own is blocked: and that is when an
 * answer comes that says why the peer takes no more. An engine's two directions are independent.
 * What TLS has to say in the middle of a write waits for the next record, since half a record is on
 * the wire then.
 */
final class TlsWire implements Inbox.Source {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int FIRST_BYTES = 16;

  private final Wire wire;
  private final SSLEngine engine;

  /** Received and not yet decrypted, ready to be read. */
  private final ByteBuffer received;

  /** Where a record is made. */
  private final ByteBuffer record;

  /** For records that are larger than the reader's room. */
  private ByteBuffer spare = NOTHING;

  /** What of it was not read yet. */
  private ByteBuffer clear = NOTHING;

  private byte[] firstBytes = new byte[0];
  private boolean writing;
  private boolean endAnnounced;
  private @Nullable IOException failure;

  TlsWire(Wire wire, SSLEngine engine) {
    this.wire = wire;
    this.engine = engine;
    int size = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(size).limit(0);
    this.record = ByteBuffer.allocate(size);
  }

  /** Agrees with the peer on everything; within the limits that hold on the wire. */
  void handshake() throws IOException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> sendStep();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> takeRecord();
        default -> {
          return;
        }
      }
    }
  }

  /** A peer that takes no more may have said why: that tells more than a broken pipe. */
  private void sendStep() throws IOException {
    try {
      sendRecord(NOTHING);
    } catch (SSLException refused) {
      throw refused;
    } catch (IOException broken) {
      if (wire.stopped() == null) {
        hear();
      }
      throw broken;
    }
  }

  private void hear() throws IOException {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(NOTHING, record.clear());
    }
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
      takeRecord();
    }
  }

  /** One record of the handshake. */
  private void takeRecord() throws IOException {
    SSLEngineResult result = engine.unwrap(received, NOTHING);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the peer ended TLS during the handshake");
    }
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW && receive(true) < 0) {
      throw new EOFException("connection closed by the peer");
    }
  }

  /** The first bytes that ever came, at most 16: they tell whether the peer speaks TLS. */
  byte[] firstBytes() {
    return firstBytes.clone();
  }

  /** Whether the peer has said that it sends no more (close_notify). */
  boolean endAnnounced() {
    return endAnnounced;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return read(target, offset, length, true);
  }

  @Override
  public int readAvailable(byte[] target, int offset, int length) throws IOException {
    return read(target, offset, length, false);
  }

  private int read(byte[] target, int offset, int length, boolean waits) throws IOException {
    while (true) {
      int count = decrypt(target, offset, length);
      if (count != 0 || length == 0) {
        return count;
      }
      int more = receive(waits);
      if (more <= 0) {
        return more;
      }
      // Records without content, such as new keys, may come without end.
      wire.checkUsable();
    }
  }

  /** What has come, in the clear: 0 if a record is not whole yet, -1 at the announced end. */
  private int decrypt(byte[] target, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return clear.hasRemaining() ? copy(target, offset, length) : unwrap(target, offset, length);
    } catch (SSLException fatal) {
      failure = fatal;
      throw fatal;
    }
  }

  private int unwrap(byte[] target, int offset, int length) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(target, offset, length);
    boolean aside = false;
    while (true) {
      SSLEngineResult result = engine.unwrap(received, into);
      switch (result.getStatus()) {
        case OK -> {
          answer();
          if (result.bytesProduced() > 0) {
            clear = aside ? into.flip() : NOTHING;
            return aside ? copy(target, offset, length) : result.bytesProduced();
          }
        }
        case BUFFER_UNDERFLOW -> {
          return 0;
        }
        case BUFFER_OVERFLOW -> {
          if (aside) {
            throw new SSLException("a TLS record larger than allowed");
          }
          aside = true;
          into = roomy();
        }
        case CLOSED -> {
          endAnnounced = true;
          return -1;
        }
      }
    }
  }

  /** Where a record of any size has room. */
  private ByteBuffer roomy() {
    if (spare.capacity() == 0) {
      spare = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }
    clear = NOTHING;
    return spare.clear();
  }

  private int copy(byte[] target, int offset, int length) {
    int count = Math.min(length, clear.remaining());
    clear.get(target, offset, count);
    return count;
  }

  /** After the handshake TLS still talks to itself: tickets, new keys. */
  private void answer() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (writing || !sendRecord(NOTHING)) {
        return;
      }
      status = engine.getHandshakeStatus();
    }
  }

  private void runTasks() {
    Runnable task;
    while ((task = engine.getDelegatedTask()) != null) {
      task.run();
    }
  }

  /** Bytes from the wire: 0 if none is there and none is waited for, -1 at the end. */
  private int receive(boolean waits) throws IOException {
    received.compact();
    int count = 0;
    try {
      int room = received.remaining();
      if (room == 0) {
        throw new SSLException("a TLS record larger than allowed");
      }
      count = waits
          ? wire.read(received.array(), received.position(), room)
          : wire.readAvailable(received.array(), received.position(), room);
    } finally {
      received.position(received.position() + Math.max(0, count)).flip();
    }
    if (firstBytes.length == 0 && count > 0) {
      firstBytes = Arrays.copyOf(received.array(), Math.min(received.limit(), FIRST_BYTES));
    }
    return count;
  }

  void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
    while (bytes.hasRemaining()) {
      if (!sendRecord(bytes)) {
        throw new EOFException("TLS was ended by the peer");
      }
    }
  }

  /** Encrypts and sends one record's worth; false if TLS is over. */
  private boolean sendRecord(ByteBuffer source) throws IOException {
    record.clear();
    SSLEngineResult result = engine.wrap(source, record);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && record.position() == 0) {
      return false;
    }
    writing = true;
    wire.write(record.array(), 0, record.position());
    // Stays set after a failure: a part of the record may be on the wire.
    writing = false;
    return true;
  }

  /** Says goodbye (close_notify), or why not, as far as that needs no waiting; then closes. */
  void close() {
    if (!writing && wire.channel().isOpen()) {
      try {
        ByteBuffer goodbye = ByteBuffer.allocate(record.capacity());
        engine.closeOutbound();
        engine.wrap(NOTHING, goodbye);
        wire.writeAvailable(goodbye.flip());
      } catch (IOException | RuntimeException unheard) {
        // The peer has gone, or takes nothing: it is not waited for.
      }
    }
    wire.close();
  }
}
