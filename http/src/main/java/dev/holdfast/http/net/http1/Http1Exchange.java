/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.pool.ConnectionPool;
import dev.holdfast.http.net.pool.Http1Connection;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/*
 * One HTTP/1.1 exchange. Both directions are open from the start: a peer that refuses a request
 * half-way often responds before it closes, and that response says more than a broken pipe. So a
 * failure to send ends the exchange only if there is no response, or one that must not be trusted.
 * A response of 400 and above ends the sending if the peer accepts no more. Any other is held back
 * until the whole request is sent. The two halves, Http1Request and Http1Response, do not depend on
 * each other.
 */
public final class Http1Exchange
    implements HttpExchange, Http1Request.Events, Http1Response.Owner, Channel.Owner {

  private final Loop loop;
  private final Http1Connection connection;
  private final TransportRequest request;
  private final AttemptFailures failures;
  private final Events events;
  private final Executor workers;
  private final Http1Request sender;
  private final ConnectionPool pool;
  private final boolean reused;
  private final Http1Response response;
  private boolean sent;
  private boolean keep;
  private long idleLimit;
  private boolean over;
  private boolean readsLater;
  private @Nullable IOException unsent;
  private @Nullable ResponseHead early;

  /**
   * The shared parts of all exchanges of a transport.
   *
   * @param workers read request bodies that may block, for loops that must not block
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
    this.response = new Http1Response(connection, failures, events, this);
    this.reused = connection.begin();
    this.sender = new Http1Request(loop, connection.channel(), request, failures, this);
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public String remote() {
    return connection.channel().remote();
  }

  @Override
  public boolean marksEnds() {
    return false;
  }

  @Override
  public ConnectionInfo connection() {
    return connection.channel().info("HTTP/1.1");
  }

  @Override
  public SocketAddress address() {
    return connection.channel().address();
  }

  @Override
  public boolean answered() {
    return response.started();
  }

  @Override
  public Headers trailers() {
    return response.trailers();
  }

  @Override
  public void dropSiblings() {
    pool.dropSiblings(connection);
  }

  @Override
  public void release() {
    if (keep && response.reusable()) {
      pool.keep(connection, idleLimit);
    } else {
      pool.drop(connection);
    }
  }

  @Override
  public void start() {
    connection.channel().owner(this);
    response.awaited(true);
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
    if (response.begun()) {
      events.readable();
    } else if (!sender.wroteAnything()) {
      requireQuiet();
    } else if (early != null) {
      response.keep();
    } else {
      readHead();
    }
  }

  /** Whether nothing unexpected has arrived. A reused connection was checked just before. */
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
    interestChanged();
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
    response.sent();
    events.sent();
  }

  private void readHead() {
    try {
      ResponseHead head = response.readHead();
      if (head != null) {
        answered(head);
        return;
      }
      if (response.interim() > 0 && sender.awaitsContinue()) {
        sender.goOn();
      }
      if (response.holdsRecords()) {
        readLater();
      }
    } catch (TransportException malformed) {
      events.failed(failures.located(malformed));
    } catch (IOException cut) {
      Sent state = sender.wroteAnything() ? Sent.MAYBE : Sent.NO;
      IOException cause = unsent == null || cut instanceof SSLException ? cut : unsent;
      events.failed(failures.located(failures.lost(state, response.started(), reused, cause)));
    }
  }

  /**
   * Continues to read in the next round of the loop, once however often it is called. A peer may
   * send without end, so limits and other exchanges get their turn first.
   */
  @Override
  public void readLater() {
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
      response.awaited(!head.refuses());
      sender.goOn();
      if (early != null && response.awaited() && !response.begun() && !over) {
        response.keep();
      }
    }
  }

  private void deliver(ResponseHead head) {
    sender.stop("the peer has answered before the request was sent in full");
    response.awaited(false);
    try {
      response.begin(request.method(), head);
    } catch (TransportException malformed) {
      events.failed(failures.located(malformed));
      return;
    }
    idleLimit = Persistence.idleLimit(head.headers());
    keep = sent && Persistence.allowed(request.headers(), head);
    events.head(head);
    if (!over) {
      response.endIfEmpty();
    }
  }

  @Override
  public void pull() {
    response.pull();
  }

  /**
   * Reads received bytes of the body into the array, on the loop.
   *
   * @return 0 if there are none, -1 at the end of the body
   */
  public int read(byte[] target, int offset, int length) throws TransportException {
    return response.read(target, offset, length);
  }

  /** Whether the body can be read further without the socket. */
  public boolean holdsInput() {
    return connection.holdsInput();
  }

  /** Whether received records are not decrypted yet, which no selector sees. */
  public boolean holdsRecords() {
    return response.holdsRecords();
  }

  @Override
  public boolean over() {
    return over;
  }

  @Override
  public void complete() {
    if (over) {
      return;
    }
    over = true;
    connection.channel().want(false, false);
    events.complete();
  }

  @Override
  public boolean worthReading(long maxBytes) {
    return keep && response.worthReading(maxBytes);
  }

  @Override
  public void stop() {
    over = true;
    sender.stop("the attempt is over");
    pool.drop(connection);
  }

  @Override
  public void abort() {
    connection.channel().abort();
  }

  @Override
  public @Nullable ResponseHead early() {
    return response.begun() ? null : early;
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
    return response.silence(now);
  }

  @Override
  public void interestChanged() {
    connection.channel().want(response.awaited(), sender.blocked());
  }
}
