/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.transport.TlsSession;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A TLS connection after the handshake. Below it may be another, to a proxy. */
final class TlsChannel extends Channel implements Channel.Owner {

  /** The empty records that one read skips before the others get their turn. */
  private static final int MOST_IDLE_RECORDS = 64;

  private final Channel base;
  private final SSLEngine engine;
  private final TlsRecords records;
  private boolean wantRead;
  private boolean wantWrite;

  /** The buffers for another TLS layer above, whose records must not share this one's. */
  private @Nullable Buffers above;

  TlsChannel(Channel base, SSLEngine engine, TlsRecords records) {
    this.base = base;
    this.engine = engine;
    this.records = records;
  }

  SSLEngine engine() {
    return engine;
  }

  /** Returns the protocol of ALPN; empty if there is none. */
  String protocol() {
    String agreed = engine.getApplicationProtocol();
    return agreed == null ? "" : agreed;
  }

  @Override
  public void attach(Loop loop) throws IOException {
    base.attach(loop);
  }

  @Override
  public void detach(Runnable whenStray) {
    wantRead = false;
    wantWrite = false;
    above = null;
    records.leave();
    base.detach(whenStray);
  }

  @Override
  public void lend(@Nullable Buffers buffers) {
    if (buffers == null) {
      records.leave();
    }
    base.lend(buffers);
  }

  @Override
  Buffers buffers() {
    Buffers there = above == null ? Buffers.nested() : above;
    above = there;
    return there;
  }

  @Override
  public Buffers.Space space() {
    return base.buffers().decrypted();
  }

  @Override
  public void ready(boolean readable, boolean writable) {
    boolean mayWrite = writable && flushed() && wantWrite;
    if (readable || mayWrite) {
      owner().ready(readable && wantRead, mayWrite);
    }
  }

  private boolean flushed() {
    try {
      answerHandshake();
      return !records.hasUnsent();
    } catch (IOException broken) {
      // The owner's next write or read meets it again.
      return true;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int before = target.position();
    // Without a byte the engine could only ask for some, unless it has seen the end.
    if (records.isEmpty() && !engine.isInboundDone()) {
      int count = records.receive();
      if (count <= 0) {
        return count;
      }
    }
    for (int i = 0; i < MOST_IDLE_RECORDS; i++) {
      SSLEngineResult result = records.decrypt(target);
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
          int count = records.receive();
          if (count <= 0) {
            return count;
          }
        }
        case BUFFER_OVERFLOW -> throw new IOException("a TLS record larger than allowed");
      }
    }
    return 0;
  }

  /** Handles TLS messages after the handshake: tickets, new keys, the end. */
  private void answerHandshake() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      Runnable task = engine.getDelegatedTask();
      if (task != null) {
        task.run();
      } else if (status == HandshakeStatus.NEED_WRAP
          && (!records.flush() || records.encrypt(TlsRecords.NOTHING) < 0)) {
        break;
      }
      status = engine.getHandshakeStatus();
    }
    records.flush();
    updateInterest();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return (int) write(new ByteBuffer[] {source}, 1);
  }

  @Override
  public long write(ByteBuffer[] sources, int count) throws IOException {
    long taken = 0;
    // The buffers are consumed in their order.
    while (sources[count - 1].hasRemaining() && records.flush()) {
      int size = records.encrypt(sources, count);
      if (size < 0) {
        throw new EOFException("TLS was ended by the peer");
      }
      if (size == 0) {
        break;
      }
      taken += size;
    }
    records.flush();
    return taken;
  }

  @Override
  public void want(boolean read, boolean write) {
    wantRead = read;
    wantWrite = write;
    updateInterest();
  }

  private void updateInterest() {
    base.want(wantRead, wantWrite || records.hasUnsent());
  }

  @Override
  public boolean holdsInput() {
    return records.holdsInput() || base.holdsInput();
  }

  @Override
  public boolean secure() {
    return true;
  }

  @Override
  public boolean endAnnounced() {
    return engine.isInboundDone();
  }

  @Override
  public long lastRead() {
    return base.lastRead();
  }

  @Override
  public long lastWrite() {
    return base.lastWrite();
  }

  @Override
  public long written() {
    return base.written();
  }

  @Override
  public String remote() {
    return base.remote();
  }

  @Override
  public SocketAddress address() {
    return base.address();
  }

  @Override
  Optional<TlsSession> tls() {
    SSLSession session = engine.getSession();
    List<Certificate> certificates;
    try {
      certificates = List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException none) {
      certificates = List.of();
    }
    return Optional.of(
        new TlsSession(session.getProtocol(), session.getCipherSuite(), certificates));
  }

  @Override
  public void abort() {
    base.abort();
  }

  /** Sends close_notify as far as possible without waiting; then closes. */
  @Override
  public void close() {
    try {
      if (!engine.isOutboundDone() && records.flush()) {
        engine.closeOutbound();
        records.encrypt(TlsRecords.NOTHING);
      }
    } catch (IOException | RuntimeException unheard) {
      // The peer has gone, or accepts nothing, and is not waited for.
    }
    base.close();
  }
}
