/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;

/** Sends one request over a connection, blocking. */
final class RequestSender {

  private final Connection connection;
  private final Body body;
  private final RequestWriter writer;

  RequestSender(TransportRequest request, Connection connection, Blame blame) {
    this.connection = connection;
    this.body = request.body();
    this.writer = new RequestWriter(request, connection.output(), blame, connection::wroteAnything);
  }

  /**
   * Sends head and body.
   *
   * @throws TransportException if the body is at fault
   * @throws EarlyAnswerException if the peer has answered and takes no more
   * @throws IOException if the connection failed or the wait was given up
   */
  void send() throws IOException {
    writer.writeHead();
    if (body != Body.none()) {
      if (writer.expectsContinue() && !mayGoOn()) {
        throw new EarlyAnswerException();
      }
      connection.wire().watchInputWhileWriting(EarlyResponse.watcher(connection));
      writer.writeBody();
    }
    connection.output().flush();
  }

  /** Waits for a 100, or long enough. False if another answer came instead. */
  private boolean mayGoOn() throws IOException {
    connection.output().flush();
    EarlyResponse early = EarlyResponse.watcher(connection);
    boolean input = connection.wire().awaitInput(RequestWriter.CONTINUE_NANOS);
    return early == null || !input || !early.endsTheWrite();
  }
}
