/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.body;
import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request on the wire, and the failures of sending it. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class SendingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String TOO_LARGE =
      "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig";

  private final TransportFixture client;
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

  SendingTest(Mode mode) {
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void writesTheRequestLineAndHostFirst() throws IOException {
    try (RawServer server = RawServer.answering(OK)) {
      Headers headers = Headers.empty().plus("X-A", "1").plus("x-b", "2");
      TransportRequest get = new TransportRequest(
          "GET", TransportFixture.url(server.url("/a/b")), headers, Body.none());

      client.text(get, limits().build());

      assertThat(server.requests())
          .containsExactly("GET /a/b HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nX-A: 1\r\nx-b: 2\r\n\r\n");
    }
  }

  @Test
  @Tag("U12")
  void sendsEveryByteOfAHeaderAsItIs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0x80; c <= 0xff; c++) {
      all.append(c);
    }
    try (RawServer server = RawServer.answering(OK)) {
      Headers headers = Headers.empty().plus("X-A", "x" + all + "x");

      client.text(
          new TransportRequest("GET", TransportFixture.url(server.url("/")), headers, Body.none()),
          limits().build());

      assertThat(server.requests().get(0)).contains("X-A: x" + all + "x\r\n");
    }
  }

  @ParameterizedTest
  @Tag("U15")
  @CsvSource({"GET, false", "DELETE, false", "POST, true", "PUT, true", "PATCH, true"})
  void saysThatThereIsNoBodyWhereOneIsUsual(String method, boolean said) throws IOException {
    try (RawServer server = RawServer.answering(OK)) {
      client.text(request(method, server.url("/")), limits().build());

      assertThat(server.requests().get(0).contains("Content-Length: 0\r\n")).isEqualTo(said);
    }
  }

  @Test
  void sendsBodiesOfKnownLengthAsTheyAre() throws Exception {
    try (RawServer server = RawServer.start(peer -> readAndAnswer(peer, 5))) {
      client.text(request("POST", server.url("/"), body("hello")), limits().build());

      assertThat(server.requests().get(0)).contains("Content-Length: 5\r\n");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
    }
  }

  @Test
  void sendsBodiesOfUnknownLengthInChunks() throws Exception {
    String coded = "5\r\nhello\r\n0\r\n\r\n";
    try (RawServer server = RawServer.start(peer -> readAndAnswer(peer, coded.length()))) {
      Body unknown = body(-1, out -> out.write(new byte[] {'h', 'e', 'l', 'l', 'o'}));

      client.text(request("POST", server.url("/"), unknown), limits().build());

      assertThat(server.requests().get(0)).contains("Transfer-Encoding: chunked\r\n");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(coded);
    }
  }

  @ParameterizedTest
  @Tag("W06")
  @ValueSource(ints = {3, 20_000})
  void neverCompletesABodyWhoseSourceFails(int before) throws Exception {
    try (RawServer server = RawServer.start(this::readAll)) {
      Body failing = body(-1, out -> {
        out.write(new byte[before]);
        throw new IllegalStateException("source broke");
      });

      TransportException failure =
          client.failure(request("POST", server.url("/"), failing), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(before == 3 ? Sent.NO : Sent.MAYBE);
      assertThat(failure)
          .hasMessageContaining(before + " bytes")
          .hasMessageContaining("source broke");
      assertThat(received.poll(30, TimeUnit.SECONDS)).doesNotContain("\r\n0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @Tag("W06")
  @Tag("W07")
  @CsvSource({"5, 3, declared 5 bytes and wrote 3", "5, 8, declared 5 bytes and wrote more"})
  void refusesBodiesOfAnotherLengthThanDeclared(int declared, int actual, String message)
      throws Exception {
    try (RawServer server = RawServer.start(this::readAll)) {
      Body wrong = body(declared, out -> out.write(new byte[actual]));

      TransportException failure =
          client.failure(request("POST", server.url("/"), wrong), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure).hasMessageContaining(message);
    }
  }

  @Test
  @Tag("W03")
  void returnsAnEarlyAnswerOfAPeerThatReadsNoFurther() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(TOO_LARGE);
      Never.await();
    };
    assertEarlyAnswer(script);
  }

  @Test
  @Tag("W03")
  void returnsAnEarlyAnswerOfAPeerThatReadsToTheEnd() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(TOO_LARGE);
      peer.read(30 << 20);
      peer.readHead();
    };
    assertEarlyAnswer(script);
  }

  @Test
  void goesOnSendingAfterAnInterimResponse() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 102 Processing\r\n\r\n");
      TransportFixture.pause(100);
      peer.read(30 << 20);
      peer.send(OK);
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.text(
              request("PUT", server.url("/"), SourceBody.mebibytes(30)),
              limits().build()))
          .isEqualTo("ok");
    }
  }

  @Test
  @Tag("W01")
  void saysMaybeWhenThePeerResetsInMidBody() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.read(100_000);
      peer.reset();
    };
    try (RawServer server = RawServer.start(script)) {
      TransportException failure = client.failure(
          request("PUT", server.url("/"), SourceBody.mebibytes(30)), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure.staleConnection()).isFalse();
    }
  }

  @Test
  @Tag("W04")
  void returnsAnEarlyAnswerOrSaysThatThePeerReset() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(TOO_LARGE);
      TransportFixture.pause(50);
      peer.reset();
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(outcome(request("PUT", server.url("/"), SourceBody.mebibytes(30))))
          .isIn("413", "connection_aborted MAYBE", "connection_broken_mid_body ANSWERED");
    }
  }

  @Test
  @Tag("W06")
  void noticesTheDeadlineWhenASlowSourceGoesOn() throws Exception {
    try (RawServer server = RawServer.start(this::readAll)) {
      Body slow = body(-1, out -> {
        while (true) {
          out.write(new byte[20_000]);
          java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
      });

      TransportException failure = client.failure(
          request("POST", server.url("/"), slow), limits().deadline(1_000).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
      assertThat(received.poll(30, TimeUnit.SECONDS)).doesNotContain("\r\n0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  @Tag("W07")
  void refusesAFileThatChangesWhileItIsSent(int change, @TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("body"), new byte[1_000]);
    Body sent = Body.file(file);
    try (RawServer server = RawServer.start(this::readAll)) {
      Body changing = body(sent.length(), out -> {
        Files.write(file, new byte[1_000 + change]);
        sent.writeTo(out);
      });

      TransportException failure =
          client.failure(request("POST", server.url("/"), changing), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
      assertThat(failure.permanent()).isTrue();
    }
  }

  private String outcome(TransportRequest request) {
    try (TransportResponse response = client.send(request, limits().build())) {
      TransportFixture.body(response);
      return Integer.toString(response.status());
    } catch (TransportException failure) {
      return failure.kind().code() + " " + failure.sent();
    }
  }

  private void assertEarlyAnswer(RawServer.Script script) throws IOException {
    try (RawServer server = RawServer.start(script);
        TransportResponse response = client.send(
            request("PUT", server.url("/"), SourceBody.mebibytes(30)), limits().build())) {
      assertThat(response.status()).isEqualTo(413);
      assertThat(TransportFixture.body(response)).isEqualTo("big");
    }
  }

  private void readAndAnswer(RawServer.Peer peer, int length) throws IOException {
    peer.readHead();
    received.add(new String(peer.read(length), java.nio.charset.StandardCharsets.ISO_8859_1));
    peer.send(OK);
    peer.readHead();
  }

  private void readAll(RawServer.Peer peer) throws IOException {
    received.add(peer.readAll());
  }
}
