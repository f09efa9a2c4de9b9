/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escapes in the tables: {@code \r \n \0 \t}, so that the rows stay on their lines. */
@ParameterizedClass
@EnumSource(Mode.class)
class ResponseHeadTest {

  private static final String END = "Content-Length: 0\r\n\r\n";

  private final TransportFixture client;

  ResponseHeadTest(Mode mode) {
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @Tag("H15")
  @CsvSource({
    "HTTP/1.1 200 OK, 200, OK",
    "HTTP/1.1 200, 200, ''",
    "'HTTP/1.1 404 ', 404, ''",
    "HTTP/1.0 503 Service Unavailable, 503, Service Unavailable",
    "HTTP/1.1 999 what, 999, what"
  })
  void readsStatusLines(String line, int status, String reason) throws IOException {
    try (RawServer server = RawServer.answeringOnce(line + "\r\n" + END);
        TransportResponse response = client.send(
            TransportFixture.request("GET", server.url("/")),
            TransportFixture.limits().build())) {
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.reason()).isEqualTo(reason);
    }
  }

  @ParameterizedTest
  @Tag("H13")
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\\r\\n",
        "<html>hello</html>",
        "\\r\\nHTTP/1.1 200 OK\\r\\n",
        "\\x00\\x01binary",
        "http/1.1 200 OK\\r\\n"
      })
  void callsGarbageABadResponseThatMayBeTriedAgain(String garbage) throws IOException {
    TransportException failure = failureOn(garbage);

    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
    assertThat(failure.permanent()).isFalse();
    assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    assertThat(failure).hasMessageContaining(garbage.substring(0, 4));
  }

  @ParameterizedTest
  @Tag("H12")
  @Tag("H14")
  @Tag("H16")
  @Tag("H17")
  @ValueSource(
      strings = {
        "HTTP/9.9 200 OK\\r\\n",
        "HTTP/2 200\\r\\n",
        "HTTP/1.2 200 OK\\r\\n",
        "HTTP/1.1 abc OK\\r\\n",
        "HTTP/1.1 -200 OK\\r\\n",
        "HTTP/1.1 9999 OK\\r\\n",
        "HTTP/1.1 099 OK\\r\\n",
        "HTTP/1.1 20 OK\\r\\n",
        "HTTP/1.1  200 OK\\r\\n",
        "HTTP/1.1\\r\\n",
        "HTTP/1.1 200 OK\\n",
        "HTTP/1.1 200 OK\\r\\nno colon\\r\\n",
        "HTTP/1.1 200 OK\\r\\nA : b\\r\\n",
        "HTTP/1.1 200 OK\\r\\n: b\\r\\n",
        "HTTP/1.1 200 OK\\r\\nA b: c\\r\\n",
        "HTTP/1.1 200 OK\\r\\nA(: c\\r\\n",
        "HTTP/1.1 200 OK\\r\\nA: b\\0c\\r\\n",
        "HTTP/1.1 200 OK\\r\\nA: b\\rc\\r\\n",
        "HTTP/1.1 200 OK\\r\\nA: b\\nC: d\\r\\n",
        "HTTP/1.1 200 OK\\r\\n folded before any\\r\\n",
        "HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n"
      })
  void refusesMalformedHeadsForGood(String head) throws IOException {
    TransportException failure = failureOn(head);

    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure.getMessage()).matches("[ -~]*");
  }

  @Test
  @Tag("H17")
  void joinsFoldedLinesWithASpace() throws IOException {
    String folded = "HTTP/1.1 200 OK\r\nA: b \r\n\t c\r\n  d\r\n" + END;
    try (RawServer server = RawServer.answeringOnce(folded);
        TransportResponse response = client.send(
            TransportFixture.request("GET", server.url("/")),
            TransportFixture.limits().build())) {
      assertThat(response.headers().first("a")).contains("b c d");
    }
  }

  @ParameterizedTest
  @Tag("H18")
  @ValueSource(strings = {"A: ", "HTTP/1.1 200 ", "x", "B: c\r\n"})
  void refusesHeadsBeyondTheLimit(String endless) throws IOException {
    String start = endless.startsWith("HTTP") ? "" : "HTTP/1.1 200 OK\r\n";
    String head =
        start + (endless.endsWith("\n") ? endless.repeat(20_000) : endless + "y".repeat(100_000));
    try (RawServer server = RawServer.answeringOnce(head)) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure).hasMessageContaining("65536");
    }
  }

  @Test
  @Tag("H09")
  void passesOverEightInterimResponses() throws IOException {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(8);
    try (RawServer server = RawServer.answeringOnce(interim + "HTTP/1.1 200 OK\r\n" + END)) {
      assertThat(client.get(server.url("/"))).isEmpty();
    }
  }

  @Test
  @Tag("H10")
  void refusesTheNinthInterimResponse() throws IOException {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(9);
    try (RawServer server = RawServer.answeringOnce(interim)) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
    }
  }

  @Test
  @Tag("H10")
  void refusesInterimResponsesThatComeSlowly() throws IOException {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.drip("HTTP/1.1 102 Processing\r\n\r\n", 10);
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.failure(server.url("/")))
          .hasMessageContaining("more than 8 interim (1xx) responses");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 200 OK\r\n"})
  @Tag("H18")
  void readsLittleOfAHeadWithoutEnd(String start) throws IOException {
    java.util.concurrent.atomic.AtomicLong sent = new java.util.concurrent.atomic.AtomicLong();
    RawServer.Script script = peer -> {
      peer.socket().setSendBufferSize(64 * 1024);
      peer.readHead();
      peer.send(start);
      while (true) {
        peer.send("A: b\r\n".repeat(1_000));
        sent.addAndGet(6_000);
      }
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.failure(server.url("/")).kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      // Most of it lies in the kernel's buffers, unread.
      assertThat(sent).hasValueLessThan(4L << 20);
    }
  }

  @Test
  @Tag("T05")
  void saysThatThePeerSpeaksTls() throws IOException {
    TransportException failure = failureOn("\\x15\\x03\\x03\\0\\x02\\x02\\x50");

    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure).hasMessageContaining("the peer speaks TLS").hasMessageContaining("https");
  }

  private TransportException failureOn(String escaped) throws IOException {
    String bytes = escaped
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .replace("\\x00", "\0")
        .replace("\\x01", "\1")
        .replace("\\x02", "\2")
        .replace("\\x03", "\3")
        .replace("\\x15", "\25")
        .replace("\\x50", "P");
    try (RawServer server = RawServer.answeringOnce(bytes + END)) {
      return client.failure(server.url("/"));
    }
  }
}
