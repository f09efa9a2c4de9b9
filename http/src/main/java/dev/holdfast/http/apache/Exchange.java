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
import org.jspecify.annotations.Nullable;

/** One attempt: a connection, the request, the head of the response. Used once, by one thread. */
final class Exchange {

  private final TransportRequest request;
  private final Origin origin;
  private final Connector.Caller caller;
  private final Blame blame;
  private @Nullable Connection connection;
  /** Whether a byte of the response has come. */
  private boolean answering;

  Exchange(TransportRequest request, Connector.Caller caller) {
    this.request = request;
    this.origin = Origin.of(request.url());
    this.caller = caller;
    this.blame = new Blame(origin, caller.clock());
  }

  /** What came of it, still on its connection. */
  record Answer(Connection connection, ResponseHead head, ResponseBody body, boolean keep) {}

  /**
   * Runs the attempt up to the head of the response.
   *
   * @throws TransportException for every failure; the connection is then closed and its place free
   */
  Answer run(ConnectionPool pool, Connector connector) throws TransportException {
    boolean permitted = false;
    boolean answered = false;
    try {
      caller.phases().begin(Phase.POOL);
      caller.clock().check();
      ConnectionPool.Permit permit = pool.lease(
          new ConnectionPool.Permit(origin, request.choice().fresh(), connector.avoided(request)),
          caller.clock(),
          caller.abort());
      permitted = true;
      Connection ready = prepare(permit, pool, connector);
      Answer answer = converse(ready);
      answered = true;
      return answer;
    } catch (IOException | RuntimeException failure) {
      TransportException known = translated(failure);
      learn(known, pool, connector);
      throw known;
    } finally {
      if (permitted && !answered) {
        giveBack(pool);
      }
    }
  }

  private void giveBack(ConnectionPool pool) {
    if (connection == null) {
      pool.free(origin);
    } else {
      pool.drop(connection);
    }
  }

  private Connection prepare(ConnectionPool.Permit permit, ConnectionPool pool, Connector connector)
      throws IOException {
    Connection ready = permit.connection();
    while (ready != null && !ready.fit()) {
      ready = pool.instead(permit, ready);
    }
    if (ready == null) {
      ready = connector.connect(origin, caller, request.choice().avoid());
    }
    connection = ready;
    caller.abort().guard(ready.wire());
    ready.beginRequest(caller.clock());
    caller.phases().connected(ready);
    return ready;
  }

  /** What a connection that never answered says of others. */
  private void learn(TransportException failure, ConnectionPool pool, Connector connector) {
    Connection silent = connection;
    if (silent == null || answering || !Suspicion.of(failure, caller.clock())) {
      return;
    }
    if (silent.reused()) {
      pool.dropSiblings(silent);
    } else {
      connector.failed(silent);
    }
  }

  private Answer converse(Connection ready) throws IOException {
    IOException unsent = send(ready);
    caller.phases().begin(Phase.HEAD);
    ResponseHead head = readFinalHead(ready, unsent);
    long framing = Framing.of(request.method(), head);
    boolean keep = unsent == null && Persistence.allowed(request.headers(), head);
    caller.phases().begin(Phase.BODY);
    return new Answer(ready, head, new ResponseBody(ready, blame, framing), keep);
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
        answering = true;
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
      boolean ours = connection != null && connection.wire().awaitedSource()
          || failure instanceof StoppedException ended && ended.ours();
      return ours ? told.asOwnLimit() : told;
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
