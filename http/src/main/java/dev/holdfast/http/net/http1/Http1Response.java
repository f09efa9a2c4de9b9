/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.pool.Http1Connection;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of an HTTP/1.1 exchange: the head, and the body on demand. It knows whether
 * the peer has to send something now. {@link Http1Exchange} decides what that means for the
 * request.
 */
final class Http1Response {

  /** The buffers that one exchange reads before the others get their turn. */
  private static final int MOST_READS = 16;

  /** The most bytes of a response that are kept while the request is being sent. */
  private static final int MOST_KEPT = 4 << 20;

  private final Http1Connection connection;
  private final AttemptFailures failures;
  private final HttpExchange.Events events;
  private final Owner owner;
  private final FinalHead heads;
  private boolean awaited;
  private long awaitedSince;
  private @Nullable Http1Body body;

  /** The exchange. */
  interface Owner {

    /** Whether nothing more must be read. */
    boolean over();

    /** Called when the reader has the whole response. */
    void complete();

    /** Called when {@link #awaited} may have changed. */
    void interestChanged();

    /** Called when there is more for the next round of the loop. */
    void readLater();
  }

  Http1Response(
      Http1Connection connection,
      AttemptFailures failures,
      HttpExchange.Events events,
      Owner owner) {
    this.connection = connection;
    this.failures = failures;
    this.events = events;
    this.owner = owner;
    this.heads = new FinalHead(events);
  }

  /** Whether any byte has arrived. */
  boolean started() {
    return heads.started() || body != null;
  }

  /** Returns the number of interim heads. */
  int interim() {
    return heads.interim();
  }

  /** Whether its body is being read. */
  boolean begun() {
    return body != null;
  }

  Headers trailers() {
    return body == null ? Headers.empty() : body.trailers();
  }

  /** Whether the connection may carry another exchange, as far as this response goes. */
  boolean reusable() {
    return body != null && body.reusable() && !connection.holdsInput();
  }

  boolean worthReading(long maxBytes) {
    return body != null && body.worthReading(maxBytes);
  }

  /** Whether the peer has to send something now. */
  boolean awaited() {
    return awaited;
  }

  void awaited(boolean now) {
    awaited = now;
    owner.interestChanged();
  }

  /** Starts the peer's time for the head: the request was sent. */
  void sent() {
    awaitedSince = System.nanoTime();
    owner.interestChanged();
  }

  /** Returns for how many nanoseconds the peer has sent nothing of the awaited bytes. */
  long silence(long now) {
    return awaited ? now - Math.max(awaitedSince, connection.channel().lastRead()) : 0;
  }

  /** Whether received records are not decrypted yet, which no selector sees. */
  boolean holdsRecords() {
    return connection.channel().holdsInput();
  }

  /** Reads the received part of the head. Returns null if it is not complete. */
  @Nullable ResponseHead readHead() throws IOException {
    ResponseHead head;
    int reads = 0;
    do {
      ByteBuffer arrived = connection.receive();
      if (arrived == null) {
        throw new EOFException("end of stream");
      }
      head = heads.accept(arrived);
      connection.unread(arrived);
      reads++;
    } while (head == null && connection.holdsInput() && reads < MOST_READS);
    return head;
  }

  /**
   * Keeps the bytes after a head that is held back. Otherwise the peer might stop reading until its
   * response is read.
   */
  void keep() {
    int count = 1;
    try {
      for (int i = 0; i < MOST_READS && count > 0; i++) {
        count = connection.takeAvailable(MOST_KEPT);
      }
    } catch (IOException cut) {
      // Sending meets it again.
      count = -1;
    }
    if (count < 0) {
      awaited(false);
    } else if (count > 0) {
      owner.readLater();
    }
  }

  /** Begins the body of that head. */
  void begin(String method, ResponseHead head) throws TransportException {
    body = new Http1Body(connection, BodyDecoder.of(Framing.of(method, head)), failures);
  }

  /** Ends the exchange if the body has no bytes. */
  void endIfEmpty() {
    if (body != null && body.complete()) {
      owner.complete();
    }
  }

  /** Delivers the requested part of the body to the publisher. */
  void pull() {
    Http1Body from = body;
    if (from == null || owner.over()) {
      return;
    }
    BodyPublisher target = events.body();
    try {
      for (int i = 0; i < MOST_READS && !owner.over(); i++) {
        if (from.complete()) {
          owner.complete();
          return;
        }
        // The coding after the last data needs no demand, so the end is signalled as soon as it
        // arrives.
        if (!target.hasDemand() && !(target.taken() && from.coded())) {
          await(false);
          return;
        }
        ByteBuffer data = from.take(target.keeps());
        if (data != null) {
          target.next(data);
        } else if (!from.complete() && !holdsRecords()) {
          await(true);
          return;
        }
      }
    } catch (TransportException failure) {
      events.failed(failure);
      return;
    }
    if (!owner.over()) {
      owner.readLater();
    }
  }

  /** Reads as {@link Http1Exchange#read} does. */
  int read(byte[] target, int offset, int length) throws TransportException {
    Http1Body from = body;
    if (from == null) {
      throw new IllegalStateException("no head yet");
    }
    int count = from.read(target, offset, length);
    if (count == 0) {
      await(true);
    } else {
      awaited = false;
    }
    if (from.complete()) {
      owner.complete();
    }
    return count;
  }

  private void await(boolean input) {
    if (input && !awaited) {
      awaitedSince = System.nanoTime();
    }
    awaited(input);
    if (input) {
      events.waiting();
    }
  }
}
