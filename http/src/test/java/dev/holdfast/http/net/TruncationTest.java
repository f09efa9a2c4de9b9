/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A response cut at any byte is a failure, never a shorter response. */
@ParameterizedClass
@EnumSource(Mode.class)
class TruncationTest {

  private static final String LENGTH =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 10\r\n\r\n0123456789";
  private static final String CHUNKED = """
      HTTP/1.1 200 OK
      Transfer-Encoding: chunked

      4
      0123
      6;a=b
      456789
      0
      Trailer: t

      """.replace("\n", "\r\n");

  private final TransportFixture client;

  TruncationTest(Mode mode) {
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  static java.util.stream.Stream<Arguments> cuts() {
    return java.util.stream.Stream.of(LENGTH, CHUNKED)
        .flatMap(
            whole -> IntStream.range(0, whole.length()).mapToObj(at -> Arguments.of(whole, at)));
  }

  @ParameterizedTest
  @Tag("H01")
  @Tag("H03")
  @Tag("H04")
  @Tag("B01")
  @Tag("B03")
  @Tag("B04")
  @Tag("B05")
  @Tag("B06")
  @MethodSource("cuts")
  void noticesACutByFin(String whole, int at) throws IOException {
    try (RawServer server = RawServer.answeringOnce(whole.substring(0, at))) {
      assertCut(whole, at, client.failure(server.url("/")));
    }
  }

  @ParameterizedTest
  @Tag("H02")
  @Tag("H05")
  @Tag("B02")
  @MethodSource("cuts")
  void noticesACutByReset(String whole, int at) throws IOException {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(whole.substring(0, at));
      peer.reset();
    };
    try (RawServer server = RawServer.start(script)) {
      assertCut(whole, at, client.failure(server.url("/")));
    }
  }

  @Test
  @Tag("B01")
  void saysHowMuchCame() throws IOException {
    String part = LENGTH.substring(0, LENGTH.length() - 7);
    try (RawServer server = RawServer.answeringOnce(part)) {
      assertThat(client.failure(server.url("/"))).hasMessageContaining("got 3 of 10 bytes");
    }
  }

  @Test
  @Tag("B06")
  void saysThatOnlyTheEndOfTheTrailersIsMissing() throws IOException {
    String part = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n";
    try (RawServer server = RawServer.answeringOnce(part)) {
      assertThat(client.failure(server.url("/")))
          .hasMessageContaining("got 2 bytes, but not the empty line that ends the body")
          .hasMessageNotContaining("last chunk");
    }
  }

  @Test
  @Tag("B08")
  void noticesAResetOfABodyUntilTheClose() throws IOException {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 200 OK\r\n\r\nsome");
      peer.reset();
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.failure(server.url("/")).kind())
          .isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
    }
  }

  private static void assertCut(String whole, int at, TransportException failure) {
    boolean inBody = at >= whole.indexOf("\r\n\r\n") + 4;
    assertThat(failure.kind())
        .isIn(
            // A reset can overtake the bytes before it.
            inBody ? FailureKind.CONNECTION_BROKEN_MID_BODY : FailureKind.CONNECTION_ABORTED,
            FailureKind.CONNECTION_ABORTED);
    assertThat(failure.permanent()).isFalse();
    assertThat(failure.sent())
        .isEqualTo(failure.kind() == FailureKind.CONNECTION_ABORTED ? Sent.MAYBE : Sent.ANSWERED);
  }
}
