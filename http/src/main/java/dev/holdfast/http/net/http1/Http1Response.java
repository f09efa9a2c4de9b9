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
 * The receiving half of an exchange of HTTP/1.1: the head, and the body as fast as it is asked for.
 * Knows whether the peer has to send something now. What that means for the request is for
 * {@link Http1Exchange} to say.
 */
final class Http1Response {

  /** Buffers that one exchange reads before the others get their turn. */
  private static final int MOST_READS = 16;

  /** Bytes of an answer that are kept while the request is being sent. */
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

    /** Whether nothing more is to be read. */
    boolean over();

    /** The reader has all of it. */
    void complete();

    /** Whether something is {@linkplain #awaited awaited} may have changed. */
    void interestChanged();

    /** There is more, for the next round of the loop. */
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

  /** Whether a byte of it has come. */
  boolean started() {
    return heads.started() || body != null;
  }

  /** Interim heads that have come. */
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

  /** The request has been sent: the peer's time for the head begins. */
  void sent() {
    awaitedSince = System.nanoTime();
    owner.interestChanged();
  }

  /** Nanoseconds for which the peer has sent nothing of what is awaited. */
  long silence(long now) {
    return awaited ? now - Math.max(awaitedSince, connection.link().lastRead()) : 0;
  }

  /** Whether records have come that were not decrypted yet, which no selector sees. */
  boolean holdsRecords() {
    return connection.link().holdsInput();
  }

  /** Reads what has come of the head; null if that is not all of it. */
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
   * Keeps what comes after a head that is held back; or the peer might read no more before it is
   * read from.
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

  /** The body of that head follows. */
  void begin(String method, ResponseHead head) throws TransportException {
    body = new Http1Body(connection, BodyDecoder.of(Framing.of(method, head)), failures);
  }

  /** Ends the exchange if the body has no bytes. */
  void endIfEmpty() {
    if (body != null && body.complete()) {
      owner.complete();
    }
  }

  /** Passes on to the publisher what it wants of the body. */
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
        // The coding after the last data needs no demand: so the end is told as soon as it is
        // there.
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

  /** As {@link Http1Exchange#read}. */
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
