/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.connect.Link;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.pool.ConnectionPool;
import dev.holdfast.http.net.pool.Http1Connection;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/*
 * One exchange of HTTP/1.1.
 *
 * Both directions are open from the start: a peer that refuses a request half-way often answers
 * before it closes, and that answer says more than a broken pipe. So a failure to send ends the
 * exchange only when no answer comes, or one that must not be believed; and an answer of 400 and
 * above ends the sending if the peer takes no more. Any other is kept back until all is sent.
 * Long, since the two directions depend on each other for all of that.
 */
public final class Http1Exchange implements HttpExchange, Http1Request.Events, Link.Owner {

  /** Buffers that one exchange reads before the others get their turn. */
  private static final int MOST_READS = 16;

  /** Bytes of an answer that are kept while the request is being sent. */
  private static final int MOST_KEPT = 4 << 20;

  private final Loop loop;
  private final Http1Connection connection;
  private final TransportRequest request;
  private final AttemptFailures failures;
  private final Events events;
  private final Executor workers;
  private final Http1Request sender;
  private final ConnectionPool pool;
  private final boolean reused;
  private final FinalHead heads;
  private boolean sent;
  private boolean keep;
  private long idleLimit;
  private boolean over;
  private boolean awaitsInput;
  private boolean readsLater;
  private long inputAwaitedSince;
  private @Nullable IOException unsent;
  private @Nullable ResponseHead early;
  private @Nullable Http1Body body;

  /**
   * What every exchange of a transport needs.
   *
   * @param workers ask sources of request bodies that may block, for loops that must not be
   */
  public record Parts(ConnectionPool pool, Executor workers) {}

  /** @param connection attached to the loop */
  public Http1Exchange(
      Parts parts,
      Loop loop,
      Http1Connection connection,
      TransportRequest request,
      AttemptFailures failures,
      Events events) {
    this.loop = loop;
    this.workers = parts.workers();
    this.pool = parts.pool();
    this.connection = connection;
    this.request = request;
    this.failures = failures;
    this.events = events;
    this.heads = new FinalHead(events);
    this.reused = connection.begin();
    this.sender = new Http1Request(loop, connection.link(), request, failures, this);
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public String remote() {
    return connection.link().remote();
  }

  @Override
  public boolean marksEnds() {
    return false;
  }

  @Override
  public ConnectionInfo connection() {
    return connection.link().info("HTTP/1.1");
  }

  @Override
  public SocketAddress address() {
    return connection.link().address();
  }

  @Override
  public boolean answered() {
    return heads.started() || early != null || body != null;
  }

  @Override
  public Headers trailers() {
    return body == null ? Headers.empty() : body.trailers();
  }

  @Override
  public void dropSiblings() {
    pool.dropSiblings(connection);
  }

  @Override
  public void release() {
    if (keep && body != null && body.reusable() && !connection.holdsInput()) {
      pool.keep(connection, idleLimit);
    } else {
      pool.drop(connection);
    }
  }

  @Override
  public void start() {
    connection.link().owner(this);
    awaitsInput = true;
    updateInterest();
    sender.start(workers);
  }

  @Override
  public void ready(boolean readable, boolean writable) {
    try {
      goOn(readable, writable);
    } catch (RuntimeException | Error unforeseen) {
      events.failed(failures.unforeseen(wroteAnything() ? Sent.MAYBE : Sent.NO, unforeseen));
      throw unforeseen;
    }
  }

  private void goOn(boolean readable, boolean writable) {
    if (writable && !over) {
      sender.flush();
    }
    if (readable && !over) {
      read();
    }
  }

  private void read() {
    if (body != null) {
      events.readable();
    } else if (!sender.wroteAnything()) {
      requireQuiet();
    } else if (early != null) {
      keepEarly();
    } else {
      readHead();
    }
  }

  /** An idle connection was looked at just now, if its request is not one that waits for a body. */
  @Override
  public boolean mayBegin() {
    return reused && request.body() == Body.none() || requireQuiet();
  }

  @Override
  public boolean mayGoOn() {
    events.waiting();
    return !over;
  }

  private boolean requireQuiet() {
    TransportException trouble = connection.unasked(failures, reused);
    if (trouble != null) {
      events.failed(failures.located(trouble));
    }
    return trouble == null;
  }

  /** Or the peer might read no more before it is read from. */
  private void keepEarly() {
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
      awaitsInput = false;
      updateInterest();
    } else if (count > 0) {
      readLater();
    }
  }

  @Override
  public void sent() {
    sent = true;
    if (early != null) {
      deliver(early);
      return;
    }
    awaitHead();
  }

  @Override
  public void blocked(boolean now) {
    if (now && early != null && early.refuses()) {
      deliver(early);
      return;
    }
    updateInterest();
    events.waiting();
  }

  @Override
  public void broken(IOException cause) {
    unsent = cause;
    if (early != null) {
      answered(early);
      return;
    }
    awaitHead();
    readHead();
  }

  @Override
  public void failed(TransportException fault) {
    events.failed(failures.located(fault));
  }

  private void awaitHead() {
    inputAwaitedSince = System.nanoTime();
    updateInterest();
    events.sent();
  }

  private void readHead() {
    try {
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
      if (head != null) {
        answered(head);
        return;
      }
      if (heads.interim() > 0 && sender.awaitsContinue()) {
        sender.goOn();
      }
      if (holdsRecords()) {
        readLater();
      }
    } catch (TransportException malformed) {
      events.failed(failures.located(malformed));
    } catch (IOException cut) {
      Sent state = sender.wroteAnything() ? Sent.MAYBE : Sent.NO;
      IOException cause = unsent == null || cut instanceof SSLException ? cut : unsent;
      events.failed(failures.located(failures.lost(state, heads.started(), reused, cause)));
    }
  }

  /**
   * Reads on in the next round of the loop, once however often that is asked for. A peer may send
   * without end: limits and other exchanges get their turn first.
   */
  private void readLater() {
    if (!readsLater && mayGoOn()) {
      readsLater = true;
      loop.execute(() -> {
        readsLater = false;
        ready(true, false);
      });
    }
  }

  private void answered(ResponseHead head) {
    IOException broken = unsent;
    boolean takesNoMore = sender.blocked() || sender.awaitsContinue();
    if (sent || head.refuses() && (broken != null || takesNoMore)) {
      deliver(head);
    } else if (broken != null) {
      events.failed(failures.located(failures.unsent(head, broken)));
    } else if (head.leadsElsewhere() && sender.awaitsContinue()) {
      deliver(head);
    } else {
      early = head;
      awaitsInput = !head.refuses();
      updateInterest();
      sender.goOn();
      if (early != null && awaitsInput && body == null && !over) {
        keepEarly();
      }
    }
  }

  private void deliver(ResponseHead head) {
    sender.stop("the peer has answered before the request was sent in full");
    awaitsInput = false;
    updateInterest();
    try {
      body =
          new Http1Body(connection, BodyDecoder.of(Framing.of(request.method(), head)), failures);
    } catch (TransportException malformed) {
      events.failed(failures.located(malformed));
      return;
    }
    idleLimit = Persistence.idleLimit(head.headers());
    keep = sent && Persistence.allowed(request.headers(), head);
    events.head(head);
    if (!over && body.complete()) {
      complete();
    }
  }

  @Override
  public void pull() {
    Http1Body from = body;
    if (from == null || over) {
      return;
    }
    BodyPublisher target = events.body();
    try {
      for (int i = 0; i < MOST_READS && !over; i++) {
        if (from.complete()) {
          complete();
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
    if (!over) {
      readLater();
    }
  }

  /**
   * Reads what has come of the body into the array, on the loop.
   *
   * @return 0 if nothing has, -1 at the end of the body
   */
  public int read(byte[] target, int offset, int length) throws TransportException {
    Http1Body from = body;
    if (from == null) {
      throw new IllegalStateException("no head yet");
    }
    int count = from.read(target, offset, length);
    if (count == 0) {
      await(true);
    } else {
      awaitsInput = false;
    }
    if (from.complete()) {
      complete();
    }
    return count;
  }

  /** Whether reading the body can go on without the socket. */
  public boolean holdsInput() {
    return connection.holdsInput();
  }

  /** Whether records have come that were not decrypted yet, which no selector sees. */
  public boolean holdsRecords() {
    return connection.link().holdsInput();
  }

  private void complete() {
    if (over) {
      return;
    }
    over = true;
    connection.link().want(false, false);
    events.complete();
  }

  @Override
  public boolean worthReading(long maxBytes) {
    return keep && body != null && body.worthReading(maxBytes);
  }

  @Override
  public void stop() {
    over = true;
    sender.stop("the attempt is over");
    pool.drop(connection);
  }

  @Override
  public void abort() {
    connection.link().abort();
  }

  @Override
  public @Nullable ResponseHead early() {
    return body == null ? early : null;
  }

  @Override
  public boolean wroteAnything() {
    return sender.wroteAnything();
  }

  @Override
  public boolean awaitsSource() {
    return sender.awaitsSource();
  }

  @Override
  public long silence(long now) {
    if (!sent && unsent == null) {
      return sender.silence(now);
    }
    return awaitsInput ? now - Math.max(inputAwaitedSince, connection.link().lastRead()) : 0;
  }

  private void await(boolean input) {
    if (input && !awaitsInput) {
      inputAwaitedSince = System.nanoTime();
    }
    awaitsInput = input;
    updateInterest();
    if (input) {
      events.waiting();
    }
  }

  private void updateInterest() {
    connection.link().want(awaitsInput, sender.blocked());
  }
}
