/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.body;
import static dev.holdfast.http.net.TransportFixture.limits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that ask with {@code Expect: 100-continue} before they send the body. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class ExpectContinueTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final TransportFixture client;
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

  ExpectContinueTest(Mode mode) {
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  @Tag("W05")
  void waitsForContinueOnlyIfAsked() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 100 Continue\r\n\r\n");
      received.add(new String(peer.read(5), StandardCharsets.US_ASCII));
      peer.send(OK);
      peer.readHead();
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.text(expecting(server), limits().build())).isEqualTo("ok");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
    }
  }

  @Test
  @Tag("W05")
  void sendsNoBodyAfterAFinalAnswerInsteadOfContinue() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
      received.add(peer.readAll());
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.text(expecting(server), limits().build())).isEqualTo("no");
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  @Tag("W05")
  void repeatsTheRequestWithoutTheQuestionThatThePeerRefused() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      boolean asked = received.isEmpty();
      received.add("head");
      if (asked) {
        peer.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
      } else {
        received.add(new String(peer.read(5), StandardCharsets.US_ASCII));
        peer.send(OK);
      }
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.text(expecting(server), limits().build())).isEqualTo("ok");
      assertThat(received).containsExactly("head", "head", "hello");
      assertThat(server.requests().get(1)).doesNotContain("Expect");
    }
  }

  @Test
  @Tag("W05")
  @Tag("I19")
  void doesNotSayThatNothingWasSentWhenItCouldNotRepeatTheRequest() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
      peer.awaitEnd();
    };
    try (RawServer server = new RawServer(oneConnection(), script)) {
      TransportException e = client.failure(expecting(server), limits().build());

      assertThat(e.kind()).isEqualTo(FailureKind.CONNECT_REFUSED);
      assertThat(e.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("W05")
  void sendsTheBodyAfterASecondOfSilence() throws Exception {
    // Before the second began: the peer may learn late that it did.
    long start = System.nanoTime();
    RawServer.Script script = peer -> {
      peer.readHead();
      received.add(new String(peer.read(5), StandardCharsets.US_ASCII));
      received.add(System.nanoTime() - start > 900_000_000 ? "later" : "at once");
      peer.send(OK);
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.text(expecting(server), limits().build())).isEqualTo("ok");
      assertThat(received).containsExactly("hello", "later");
    }
  }

  /**
   * Accepts one connection. The thread that accepts also closes the socket, before the connection
   * is known to any other: a thread that waits in accept may get a connection after a close.
   */
  private static ServerSocket oneConnection() throws IOException {
    return new ServerSocket(0, 1, Loopback.address(1)) {
      @Override
      public Socket accept() throws IOException {
        try (this) {
          return super.accept();
        }
      }
    };
  }

  private static TransportRequest expecting(RawServer server) {
    return new TransportRequest(
        "POST",
        TransportFixture.url(server.url("/")),
        Headers.empty().plus("Expect", "100-continue"),
        body("hello"));
  }
}
