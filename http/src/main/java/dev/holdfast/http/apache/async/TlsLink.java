/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/*
 * TLS over a TCP connection, by JSSE's engine.
 *
 * Buffers exist only as long as they hold something: a record of which a part has come, and
 * encrypted bytes that the kernel did not take. So ten thousand idle connections cost little.
 */
final class TlsLink extends Link implements Link.Owner {

  private static final int FIRST_BYTES = 16;

  /** Empty records that one read passes over before the others get their turn. */
  private static final int MOST_IDLE_RECORDS = 64;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final PlainLink base;
  private final SSLEngine engine;
  private final EventLoop loop;

  /** Received and not yet decrypted, ready to be read. */
  private ByteBuffer received = NOTHING;

  /** Encrypted and not yet sent, ready to be read. */
  private ByteBuffer unsent = NOTHING;

  private byte[] firstBytes = new byte[0];
  private boolean wantRead;
  private boolean wantWrite;
  private boolean starved = true;
  private boolean peerEnded;
  private @Nullable Handshake handshake;

  /** Told the end of the handshake. */
  interface Outcome {
    void secured(TlsLink link);

    void failed(Exception failure);
  }

  private record Handshake(Executor workers, Outcome outcome) {}

  TlsLink(PlainLink base, SSLEngine engine, EventLoop loop) {
    this.base = base;
    this.engine = engine;
    this.loop = loop;
  }

  /** @param workers run what may block: checks of certificates */
  void handshake(Executor workers, Outcome outcome) {
    handshake = new Handshake(workers, outcome);
    base.owner(this);
    try {
      engine.beginHandshake();
    } catch (IOException | RuntimeException failure) {
      fail(handshake, failure);
      return;
    }
    goOn(handshake);
  }

  /** The first bytes that ever came, at most 16: they tell whether the peer speaks TLS. */
  byte[] firstBytes() {
    return firstBytes.clone();
  }

  /** Whether the connection below has ended. */
  boolean peerEnded() {
    return peerEnded;
  }

  /** What was agreed on by ALPN; empty if nothing. */
  String protocol() {
    String agreed = engine.getApplicationProtocol();
    return agreed == null ? "" : agreed;
  }

  @Override
  public void ready(boolean readable, boolean writable) {
    Handshake pending = handshake;
    if (pending != null) {
      goOn(pending);
      return;
    }
    boolean mayWrite = writable && flushed() && wantWrite;
    if (readable || mayWrite) {
      owner().ready(readable && wantRead, mayWrite);
    }
  }

  private boolean flushed() {
    try {
      answerHandshake();
      return !unsent.hasRemaining();
    } catch (IOException broken) {
      // The owner's next write or read meets it again.
      return true;
    }
  }

  private void goOn(Handshake pending) {
    try {
      if (advance(pending)) {
        handshake = null;
        pending.outcome.secured(this);
      }
    } catch (IOException | RuntimeException failure) {
      fail(pending, failure);
    }
  }

  private void fail(Handshake pending, Exception failure) {
    handshake = null;
    sendAlert();
    pending.outcome.failed(failure);
  }

  /** One handshake step after the other; false if something must be waited for. */
  private boolean advance(Handshake pending) throws IOException {
    while (true) {
      boolean stepped;
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          base.want(false, false);
          runTasks(pending);
          return false;
        }
        case NEED_WRAP -> stepped = wrapNothing();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> stepped = unwrapNothing();
        default -> {
          return true;
        }
      }
      if (!stepped) {
        base.want(!unsent.hasRemaining(), unsent.hasRemaining());
        return false;
      }
    }
  }

  private void runTasks(Handshake pending) {
    Runnable task = engine.getDelegatedTask();
    if (task == null) {
      loop.execute(() -> resume(pending));
      return;
    }
    try {
      pending.workers.execute(() -> {
        try {
          task.run();
        } finally {
          loop.execute(() -> resume(pending));
        }
      });
    } catch (RuntimeException refused) {
      fail(pending, refused);
    }
  }

  private void resume(Handshake pending) {
    if (handshake != null) {
      goOn(pending);
    }
  }

  private boolean wrapNothing() throws IOException {
    return flush() && encrypt(NOTHING) >= 0 && flush();
  }

  private boolean unwrapNothing() throws IOException {
    if (!flush()) {
      return false;
    }
    SSLEngineResult result = decrypt(loop.scratch());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the peer ended TLS during the handshake");
    }
    if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      return true;
    }
    int count = receive();
    if (count < 0) {
      throw new EOFException("connection closed by the peer");
    }
    return count > 0;
  }

  @Override
  int read(ByteBuffer target) throws IOException {
    int before = target.position();
    for (int i = 0; i < MOST_IDLE_RECORDS; i++) {
      SSLEngineResult result = decrypt(target);
      int produced = target.position() - before;
      switch (result.getStatus()) {
        case OK -> {
          answerHandshake();
          if (produced > 0) {
            return produced;
          }
        }
        case CLOSED -> {
          return produced > 0 ? produced : -1;
        }
        case BUFFER_UNDERFLOW -> {
          int count = receive();
          if (count <= 0) {
            return count;
          }
        }
        case BUFFER_OVERFLOW -> throw new IOException("a TLS record larger than allowed");
      }
    }
    return 0;
  }

  /** After the handshake TLS still talks to itself: tickets, new keys, the end. */
  private void answerHandshake() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      Runnable task = engine.getDelegatedTask();
      if (task != null) {
        task.run();
      } else if (status == HandshakeStatus.NEED_WRAP && (!flush() || encrypt(NOTHING) < 0)) {
        break;
      }
      status = engine.getHandshakeStatus();
    }
    flush();
    updateInterest();
  }

  @Override
  int write(ByteBuffer source) throws IOException {
    int taken = 0;
    while (source.hasRemaining() && flush()) {
      int count = encrypt(source);
      if (count < 0) {
        throw new EOFException("TLS was ended by the peer");
      }
      if (count == 0) {
        break;
      }
      taken += count;
    }
    flush();
    return taken;
  }

  /** Bytes of the source that were taken, -1 if TLS is over. Everything before has been sent. */
  private int encrypt(ByteBuffer source) throws IOException {
    ByteBuffer record = loop.records();
    SSLEngineResult result = engine.wrap(source, record);
    record.flip();
    boolean over = result.getStatus() == SSLEngineResult.Status.CLOSED && !record.hasRemaining();
    base.write(record);
    if (record.hasRemaining()) {
      unsent = copy(record);
    }
    return over ? -1 : result.bytesConsumed();
  }

  /** Sends what is encrypted; whether all of it went. */
  private boolean flush() throws IOException {
    if (unsent.hasRemaining()) {
      base.write(unsent);
      if (unsent.hasRemaining()) {
        return false;
      }
      unsent = NOTHING;
    }
    return true;
  }

  private SSLEngineResult decrypt(ByteBuffer target) throws IOException {
    SSLEngineResult result = engine.unwrap(received, target);
    starved = result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW;
    if (!received.hasRemaining()) {
      received = NOTHING;
    }
    return result;
  }

  /** Reads from below: 0 if nothing is there, -1 at the end. */
  private int receive() throws IOException {
    ByteBuffer records = loop.records().put(received);
    int count;
    try {
      count = base.read(records);
    } catch (IOException broken) {
      peerEnded = true;
      throw broken;
    }
    received = copy(records.flip());
    peerEnded |= count < 0;
    starved = count <= 0;
    if (firstBytes.length == 0 && count > 0) {
      firstBytes = new byte[Math.min(count, FIRST_BYTES)];
      received.duplicate().get(firstBytes);
    }
    return count;
  }

  private static ByteBuffer copy(ByteBuffer source) {
    return source.hasRemaining()
        ? ByteBuffer.allocate(source.remaining()).put(source).flip()
        : NOTHING;
  }

  /** Tells the peer why, if it can be told without waiting. */
  private void sendAlert() {
    try {
      engine.closeOutbound();
      if (flush()) {
        encrypt(NOTHING);
        flush();
      }
    } catch (IOException | RuntimeException unheard) {
      // It was for the peer's log only.
    }
  }

  @Override
  void want(boolean read, boolean write) {
    wantRead = read;
    wantWrite = write;
    updateInterest();
  }

  private void updateInterest() {
    base.want(wantRead, wantWrite || unsent.hasRemaining());
  }

  @Override
  boolean holdsInput() {
    return !starved && received.hasRemaining();
  }

  @Override
  boolean secure() {
    return true;
  }

  @Override
  boolean endAnnounced() {
    return engine.isInboundDone();
  }

  @Override
  long lastRead() {
    return base.lastRead();
  }

  @Override
  long lastWrite() {
    return base.lastWrite();
  }

  @Override
  long written() {
    return base.written();
  }

  @Override
  String remote() {
    return base.remote();
  }

  @Override
  void close() {
    base.close();
  }
}
