/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.jspecify.annotations.Nullable;

/** One attempt: a connection, the request, the head of the response. Used once, by one thread. */
final class Exchange {

  private final TransportRequest request;
  private final Origin origin;
  private final Connector.Caller caller;
  private final Blame blame;
  private @Nullable Connection connection;

  Exchange(TransportRequest request, Connector.Caller caller) {
    this.request = request;
    this.origin = Origin.of(request.url());
    this.caller = caller;
    this.blame = new Blame(origin, caller.clock());
  }

  /** What came of it, still on its connection. */
  record Answer(
      PoolEntry<Origin, Connection> entry, ResponseHead head, ResponseBody body, boolean keep) {}

  /**
   * Runs the attempt up to the head of the response.
   *
   * @throws TransportException for every failure; the connection is then closed and its place free
   */
  Answer run(ConnectionPool pool, Connector connector) throws TransportException {
    PoolEntry<Origin, Connection> entry = null;
    try {
      caller.phases().begin(Phase.POOL);
      caller.clock().check();
      entry = pool.lease(origin, caller.clock(), caller.abort());
      Connection ready = prepare(entry, connector);
      connection = ready;
      Answer answer = converse(entry, ready);
      entry = null;
      return answer;
    } catch (IOException | RuntimeException failure) {
      throw translated(failure);
    } finally {
      if (entry != null) {
        pool.drop(entry);
      }
    }
  }

  private Connection prepare(PoolEntry<Origin, Connection> entry, Connector connector)
      throws IOException {
    Connection ready = entry.getConnection();
    if (ready != null && !ready.fit()) {
      entry.discardConnection(CloseMode.IMMEDIATE);
      ready = null;
    }
    if (ready == null) {
      ready = connector.connect(origin, caller);
      entry.assignConnection(ready);
    }
    caller.abort().guard(ready.wire());
    ready.beginRequest(caller.clock());
    caller.phases().connected(ready);
    return ready;
  }

  private Answer converse(PoolEntry<Origin, Connection> entry, Connection ready)
      throws IOException {
    IOException unsent = send(ready);
    caller.phases().begin(Phase.HEAD);
    ResponseHead head = readFinalHead(ready, unsent);
    long framing = Framing.of(request.method(), head);
    boolean keep = unsent == null && Persistence.allowed(request.headers(), head);
    caller.phases().begin(Phase.BODY);
    return new Answer(entry, head, new ResponseBody(ready, blame, framing), keep);
  }

  /**
   * Sends the request. A peer that refuses it half-way often answers before it closes, and that
   * answer says more than a broken pipe; so such a failure is handed back, not thrown.
   */
  private @Nullable IOException send(Connection ready) throws IOException {
    caller.phases().begin(Phase.SEND);
    try {
      new RequestSender(request, ready, blame).send();
      return null;
    } catch (TransportException ourFault) {
      throw ourFault;
    } catch (IOException broken) {
      if (ready.wire().stopped() != null) {
        throw broken;
      }
      return broken;
    }
  }

  private ResponseHead readFinalHead(Connection ready, @Nullable IOException unsent)
      throws IOException {
    FinalHead heads = new FinalHead();
    Inbox inbox = ready.inbox();
    try {
      ResponseHead head = heads.accept(inbox.arrived());
      while (head == null) {
        inbox.need();
        head = heads.accept(inbox.arrived());
      }
      return head;
    } catch (TransportException malformed) {
      throw malformed;
    } catch (IOException cut) {
      if (ready.wire().stopped() != null) {
        throw cut;
      }
      throw blame.lost(sent(), heads.started(), ready.reused(), unsent == null ? cut : unsent);
    }
  }

  private TransportException translated(Exception failure) {
    Stop stop = stop(failure);
    if (stop != null) {
      TransportException told = blame.stopped(stop, caller.phases().current(), sent(), null);
      return connection != null && connection.wire().awaitedSource() ? told.asOwnLimit() : told;
    }
    if (failure instanceof TransportException known) {
      return blame.located(known);
    }
    if (connection == null) {
      return blame.connectError(failure);
    }
    return blame.unforeseen(sent(), failure);
  }

  /** The reason on record wins over whatever exception the layers in between made of it. */
  private @Nullable Stop stop(Exception failure) {
    if (connection != null && connection.wire().stopped() != null) {
      return connection.wire().stopped();
    }
    if (failure instanceof StoppedException stopped) {
      return stopped.stop();
    }
    return caller.abort().aborted() ? Stop.CLOSED : null;
  }

  private Sent sent() {
    return connection != null && connection.wroteAnything() ? Sent.MAYBE : Sent.NO;
  }
}
