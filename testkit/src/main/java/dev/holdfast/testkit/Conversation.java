/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.holdfast.testkit.SeenRequest.Seen;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.util.Optional;

/** One connection from accept to close: reads requests and plays the script's steps. */
final class Conversation {

  private final Wire wire;
  private final int number;
  private final Script script;
  private final Setting setting;

  Conversation(Wire wire, int number, Script script, Setting setting) {
    this.wire = wire;
    this.number = number;
    this.script = script;
    this.setting = setting;
  }

  /** The settings that all connections of a server share. */
  record Setting(
      Origins origins, Traffic traffic, TimeSource time, Optional<TestCertificate> certificate) {}

  /** Serves the connection until it is closed. An exception means that one side broke it off. */
  void hold() throws IOException, InterruptedException {
    Optional<Step> onAccept = script.takeIf(Moment.CONNECTION);
    if (onAccept.isPresent()) {
      play(onAccept.get(), Optional.empty());
    }
    if (wire.isOpen() && setting.certificate().isPresent() && !wire.isSecure()) {
      wire.startTls(setting.certificate().get().serverContext());
    }
    while (wire.isOpen() && serveOne()) {
      // Goes on with the next request on the same connection.
    }
    wire.fin();
  }

  private boolean serveOne() throws IOException, InterruptedException {
    Optional<RequestHead> head = RequestHead.read(wire.in());
    if (head.isEmpty()) {
      return false;
    }
    Optional<Step> onHead = script.takeIf(Moment.REQUEST_HEAD);
    if (onHead.isPresent()) {
      play(onHead.get(), Optional.of(log(head.get(), new byte[0], false)));
    } else {
      SeenRequest request = readBody(head.get());
      play(script.take(), Optional.of(request));
    }
    return true;
  }

  private SeenRequest readBody(RequestHead head) throws IOException {
    if (head.expectsContinue()) {
      wire.send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
    }
    RequestBody body = new RequestBody(wire.in());
    try {
      body.read(head);
    } catch (IOException e) {
      log(head, body.bytes(), false);
      throw e;
    }
    return log(head, body.bytes(), true);
  }

  private SeenRequest log(RequestHead head, byte[] body, boolean complete) {
    Seen seen = new Seen(number, setting.time().nanoTime(), setting.time().now());
    SeenRequest request = new SeenRequest(head, body, complete, seen);
    setting.traffic().seen(request);
    return request;
  }

  private void play(Step step, Optional<SeenRequest> request)
      throws IOException, InterruptedException {
    for (Action action : step.actions(new Exchange(setting.origins(), request))) {
      if (wire.isOpen()) {
        action.playOn(wire);
      }
    }
  }
}
