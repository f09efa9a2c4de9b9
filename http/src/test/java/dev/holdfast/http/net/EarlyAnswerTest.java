/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that begin while the request is still being sent: which one it is decides. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("modes")
class EarlyAnswerTest {

  /** More than the buffers between the two hold. */
  private static final int MEBIBYTES = 16;

  private static final String BEGINNING =
      "HTTP/1.1 200 OK\r\nX-Sign: 7\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final boolean secure;
  private final TransportFixture client;
  private final CompletableFuture<Long> arrived = new CompletableFuture<>();

  EarlyAnswerTest(Mode mode, boolean secure) {
    this.secure = secure;
    this.client = mode.client(new Mode.Setup().tls(TlsPeer.CERTIFICATES.clientContext()));
  }

  static Stream<Arguments> modes() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(arguments(mode, false), arguments(mode, true)));
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @Tag("W31")
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void aSuccessThatBeginsEarlyEndsNoUpload(boolean chunked, boolean asksFirst) throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(BEGINNING);
      TransportFixture.pause(150);
      arrived.complete(readBody(peer, chunked));
      peer.send("2\r\nok\r\n0\r\n\r\n");
    };
    try (RawServer server = serve(script)) {
      assertThat(client.text(put(server, upload(chunked), asksFirst), limits().build()))
          .isEqualTo("ok");
      assertThat(arrived.get(30, TimeUnit.SECONDS)).isEqualTo((long) MEBIBYTES << 20);
    }
  }

  @Test
  @Tag("W31")
  void aRedirectThatComesEarlyEndsNoUpload() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 303 See Other\r\nLocation: /there\r\nContent-Length: 2\r\n\r\nok");
      TransportFixture.pause(150);
      arrived.complete(readBody(peer, false));
      peer.readHead();
    };
    try (RawServer server = serve(script);
        TransportResponse response =
            client.send(put(server, upload(false), false), limits().build())) {
      assertThat(response.status()).isEqualTo(303);
      assertThat(TransportFixture.body(response)).isEqualTo("ok");
      assertThat(arrived.get(30, TimeUnit.SECONDS)).isEqualTo((long) MEBIBYTES << 20);
    }
  }

  @Test
  @Tag("W31")
  void aPeerThatEchoesIsReadFromWhileItIsSentTo() throws Exception {
    int size = 3 << 20;
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
      for (int i = 0; i < size >> 14; i++) {
        peer.send(peer.read(1 << 14));
      }
      peer.readHead();
    };
    try (RawServer server = serve(script)) {
      assertThat(
              client.text(put(server, SourceBody.mebibytes(3), false), limits().build()))
          .hasSize(size);
    }
  }

  @ParameterizedTest
  @Tag("W31")
  @CsvSource({"200 OK", "201 Created", "303 See Other"})
  void anUploadThatIsCutIsNoSuccessWhateverWasAnswered(String status) throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 " + status + "\r\nLocation: /7\r\nContent-Length: 2\r\n\r\nok");
      peer.read(100_000);
      // The answer must be read before a reset takes it away.
      TransportFixture.pause(500);
    };
    try (RawServer server = serve(script)) {
      TransportException failure =
          client.failure(put(server, upload(false), false), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
      assertThat(failure).hasMessageContaining("answered " + status);
      assertThat(failure.head().orElseThrow().status())
          .isEqualTo(Integer.parseInt(status.substring(0, 3)));
      assertThat(failure.head().orElseThrow().headers().first("Location")).contains("/7");
    }
  }

  @Test
  @Tag("W31")
  void aLongStandstillAfterAnEarlySuccessIsAWriteTimeoutThatTellsOfIt() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(BEGINNING);
      Never.await();
    };
    try (RawServer server = serve(script)) {
      TransportException failure = client.failure(
          put(server, upload(false), false), limits().write(1_500).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.WRITE_TIMEOUT);
      assertThat(failure.head().orElseThrow().headers().first("X-Sign")).contains("7");
    }
  }

  @ParameterizedTest
  @Tag("W03")
  @CsvSource({"false", "true"})
  void aRefusalOfAPeerThatReadsNoFurtherEndsTheUpload(boolean chunked) throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
      Never.await();
    };
    try (RawServer server = serve(script);
        TransportResponse response =
            client.send(put(server, upload(chunked), false), limits().build())) {
      assertThat(response.status()).isEqualTo(413);
      assertThat(TransportFixture.body(response)).isEqualTo("big");
    }
  }

  @ParameterizedTest
  @Tag("W05")
  @CsvSource({"307 Temporary Redirect", "403 Forbidden"})
  void noBodyFollowsAnAnswerThatSendsItElsewhereOrNowhere(String status) throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 " + status + "\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
      arrived.complete((long) peer.readAll().length());
    };
    try (RawServer server = serve(script)) {
      try (TransportResponse response =
          client.send(put(server, upload(false), true), limits().build())) {
        assertThat(response.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
      }
      assertThat(arrived.get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  @Tag("H09")
  void headsThatComeTogetherAreReadTogether() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
      peer.send("HTTP/1.1 200 OK\r\n");
      peer.send("Content-Length: 2\r\n\r\nok");
      peer.readHead();
    };
    try (RawServer server = serve(script)) {
      assertThat(client.text(
              TransportFixture.request("GET", TlsPeer.url(server, secure)),
              limits().build()))
          .isEqualTo("ok");
    }
  }

  private RawServer serve(RawServer.Script script) throws IOException {
    return TlsPeer.serve(secure, script);
  }

  private TransportRequest put(RawServer server, Body body, boolean asksFirst) {
    Headers headers = Headers.empty();
    return new TransportRequest(
        "PUT",
        TransportFixture.url(TlsPeer.url(server, secure)),
        asksFirst ? headers.plus("Expect", "100-continue") : headers,
        body);
  }

  private static Body upload(boolean chunked) {
    Body known = SourceBody.mebibytes(MEBIBYTES);
    return chunked ? TransportFixture.body(-1, known::writeTo) : known;
  }

  /** How many bytes of data there were. */
  private static long readBody(RawServer.Peer peer, boolean chunked) throws IOException {
    if (!chunked) {
      return peer.read(MEBIBYTES << 20).length;
    }
    long count = 0;
    while (true) {
      int size = Integer.parseInt(peer.readLine(), 16);
      count += peer.read(size).length;
      peer.readLine();
      if (size == 0) {
        return count;
      }
    }
  }
}
