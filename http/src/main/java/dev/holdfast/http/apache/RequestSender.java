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
  private final FinalHead heads;

  /** @param heads gets what comes of an answer while the request is being sent */
  RequestSender(TransportRequest request, Connection connection, Blame blame, FinalHead heads) {
    this.connection = connection;
    this.heads = heads;
    this.body = request.body();
    this.writer = new RequestWriter(request, connection.output(), blame, connection::wroteAnything);
  }

  /**
   * Sends head and body.
   *
   * @throws TransportException if the body is at fault
   * @throws EarlyAnswerException if the peer has answered and wants no more of it
   * @throws IOException if the connection failed or the wait was given up
   */
  void send() throws IOException {
    writer.writeHead();
    if (body != Body.none()) {
      EarlyAnswer early = new EarlyAnswer(connection, heads);
      if (writer.expectsContinue()) {
        connection.output().flush();
        if (!early.mayGoOn(RequestWriter.CONTINUE_NANOS)) {
          throw new EarlyAnswerException();
        }
      }
      connection.wire().watchInputWhileWriting(early);
      writer.writeBody();
    }
    connection.output().flush();
  }
}
