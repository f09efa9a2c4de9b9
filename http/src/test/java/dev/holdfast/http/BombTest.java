/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.testkit.Action.endless;
import static dev.holdfast.testkit.Action.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are far larger than they look, over real connections. */
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class BombTest {

  private final Mode mode;

  private static final byte[] BOMB = Coded.bomb(256);
  private static final int MEBIBYTE = 1 << 20;

  /** The bytes that the kernel buffers on both sides although they are not read. */
  private static final long BUFFERED = 16L * MEBIBYTE;

  BombTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @CsvSource({"gzip, 1", "'gzip, gzip', 2"})
  @Tag("B19")
  @Tag("B20")
  void isRefusedOnceAndItsConnectionClosed(String coding, int layers) {
    byte[] body = layers == 2 ? Coded.gzip(BOMB) : BOMB;
    Step answer =
        Step.respond(200).header("Content-Encoding", coding).body(body).keepAlive();
    try (FaultServer server = FaultServer.start(answer, Step.respond(200));
        Session session = session()) {

      ProtocolException e =
          catchThrowableOfType(ProtocolException.class, () -> mode.get(session, server.url("/")));

      assertThat(e.category()).isEqualTo(Category.BAD_RESPONSE);
      assertThat(e.attempts()).hasSize(1);
      assertThat(mode.get(session, server.url("/")).ok()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 503})
  @Tag("B22")
  @Tag("B23")
  void isNotDecodedIfItIsNotNeeded(int status) {
    Step bomb = Step.respond(status)
        .header("Location", "/next")
        .header("Content-Encoding", "gzip")
        .body(BOMB)
        .keepAlive();
    try (FaultServer server = FaultServer.start(bomb, Step.respond(200));
        Session session = session()) {

      Response response = mode.get(session, server.url("/"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "302 Found\r\nLocation: /next\r\n",
        "302 Found\r\nLocation: /next\r\nContent-Encoding: gzip\r\n",
        "503 Busy\r\n",
        "503 Busy\r\nTransfer-Encoding: chunked\r\n"
      })
  @Tag("B22")
  @Tag("B23")
  void anEndlessBodyThatIsNotNeededCostsNextToNothing(String head) {
    byte[] chunk = Coded.text("4000\r\n" + "x".repeat(0x4000) + "\r\n");
    Step endless = Step.raw(send("HTTP/1.1 " + head + "\r\n"), endless(chunk));
    try (FaultServer server = FaultServer.start(endless, Step.respond(200));
        Session session = session()) {

      Response response = mode.get(session, server.url("/"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(server.bytesSent()).isLessThan(BUFFERED);
    }
  }

  @Test
  @Tag("B14")
  void anEndlessBodyEndsAtTheLimit() {
    Step endless = Step.raw(send("HTTP/1.1 200 OK\r\n\r\n"), endless(new byte[0x4000]));
    try (FaultServer server = FaultServer.start(endless);
        Session session = session()) {

      ProtocolException e =
          catchThrowableOfType(ProtocolException.class, () -> mode.get(session, server.url("/")));

      assertThat(e).hasMessageContaining("maxBodySize");
      assertThat(server.bytesSent()).isLessThan(MEBIBYTE + BUFFERED);
    }
  }

  private static Session session() {
    return Session.builder()
        .maxBodySize(MEBIBYTE)
        .retry(Retry.builder().backoff(Backoff.constant(Duration.ofMillis(1))).build())
        .build();
  }
}
