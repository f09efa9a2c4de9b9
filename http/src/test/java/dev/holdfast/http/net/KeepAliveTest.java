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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class KeepAliveTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final TransportFixture client;

  KeepAliveTest(Mode mode) {
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5, max=9\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 103 Early Hints\r\n\r\n" + OK
      })
  void usesTheConnectionAgain(String response) throws IOException {
    try (RawServer server = RawServer.answering(response)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get(server.url("/"))).isEqualTo("ok");
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @Tag("F06")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
      })
  void takesANewConnectionWhereThePeerWantsIt(String response) throws IOException {
    try (RawServer server = RawServer.answering(response)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(client.get(server.url("/"))).isEqualTo("ok");

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @Tag("K03")
  @Tag("K06")
  @ValueSource(strings = {"poison", "HTTP/1.1 408 Timeout\r\nContent-Length: 0\r\n\r\n"})
  void neverTakesLeftOverBytesForTheNextAnswer(String extra) throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    RawServer.Script script = peer -> {
      while (peer.readHead()) {
        peer.send(OK);
        peer.send(extra);
        written.countDown();
      }
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      written.await();

      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("K01")
  void noticesThatAnIdleConnectionWasClosed() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
    };
    try (RawServer server = RawServer.start(script)) {
      for (int i = 0; i < 20; i++) {
        try {
          assertThat(client.get(server.url("/"))).isEqualTo("ok");
        } catch (TransportException race) {
          // The close may cross the request on the way; that is then said.
          assertThat(race.staleConnection()).isTrue();
        }
      }
    }
  }

  @Test
  @Tag("K04")
  void callsAReusedConnectionThatEndsWithoutAnAnswerStale() throws IOException {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
      peer.readHead();
    };
    try (RawServer server = RawServer.start(script)) {
      client.get(server.url("/"));

      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure.staleConnection()).isTrue();
    }
  }

  @Test
  @Tag("H01")
  void doesNotCallAFreshConnectionStale() throws IOException {
    try (RawServer server = RawServer.answeringOnce("")) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.staleConnection()).isFalse();
    }
  }

  @Test
  @Tag("K09")
  void closesAConnectionWhoseBodyWasNotRead() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      client.send(TransportFixture.request("GET", server.url("/")), limits()).close();
      client.get(server.url("/"));

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void keepsAConnectionWhoseBodyWasDiscarded() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      client
          .send(TransportFixture.request("GET", server.url("/")), limits())
          .discard(100, TransportFixture.PATIENCE.toNanos());
      client.get(server.url("/"));

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void discardsOnlyWithinItsBounds() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(endless);
      peer.drip("1\r\nx\r\n", 5);
    };
    try (RawServer server = RawServer.start(script)) {
      long started = System.nanoTime();
      client
          .send(TransportFixture.request("GET", server.url("/")), limits())
          .discard(1_000_000, 100_000_000);

      assertThat(System.nanoTime() - started).isBetween(90_000_000L, 20_000_000_000L);
    }
  }

  @Test
  @Tag("B24")
  void readsNoBodyAfterHeadAnd204And304() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
    try (RawServer server = RawServer.answering(head)) {
      TransportResponse response =
          client.send(TransportFixture.request("HEAD", server.url("/")), limits());

      assertThat(response.body().read()).isEqualTo(-1);
      response.close();
      client.text(TransportFixture.request("HEAD", server.url("/")), limits());
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "204 x\r\nETag: \"a\"",
        "304 x\r\nETag: \"a\"",
        "204 x\r\nContent-Length: 0",
        "304 x\r\nContent-Length: 000"
      })
  void usesTheConnectionAgainAfter(String head) throws Exception {
    String answer = "HTTP/1.1 " + head + "\r\n\r\n";
    try (RawServer server = RawServer.answering(answer)) {
      assertThat(client.get(server.url("/"))).isEmpty();
      assertThat(client.get(server.url("/"))).isEmpty();

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "204 x\r\nContent-Length: 5\r\n\r\nhello",
        "304 x\r\nContent-Length: 5\r\n\r\nhello",
        "204 x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "204 x\r\n\r\nhello"
      })
  @Tag("B24")
  void readsNoBodyWhereNoneMayBeAndLeavesTheConnection(String answer) throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 " + answer)) {
      assertThat(client.get(server.url("/"))).isEmpty();
      assertThat(client.get(server.url("/"))).isEmpty();

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("K02")
  void noticesThatAnIdleConnectionWasReset() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
      if (done.getCount() > 0) {
        // A reset takes what was not read with it.
        answered.await();
        peer.reset();
        done.countDown();
      }
    };
    try (RawServer server = RawServer.start(script)) {
      client.get(server.url("/"));
      answered.countDown();
      done.await();

      assertThat(client.text(TransportFixture.request("POST", server.url("/")), limits()))
          .isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("K07")
  void neverTakesAnUnaskedResponseForTheNextAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch unasked = new CountDownLatch(1);
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
      asked.await();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
      unasked.countDown();
      peer.awaitEnd();
    };
    try (RawServer server = RawServer.start(script)) {
      client.get(server.url("/"));
      asked.countDown();
      unasked.await();

      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("K05")
  void endsTheWaitForAPeerThatHasGoneDeaf() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
      peer.awaitEnd();
    };
    try (RawServer server = RawServer.start(script)) {
      client.get(server.url("/"));

      TransportException failure = client.failure(
          TransportFixture.request("GET", server.url("/")),
          TransportFixture.limits().read(150).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\n"
      })
  @Tag("K09")
  void closesAConnectionAfterAFailure(String answer) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(answer);
      peer.awaitEnd();
      closed.countDown();
    };
    try (RawServer server = RawServer.start(script)) {
      client.failure(
          TransportFixture.request("GET", server.url("/")),
          TransportFixture.limits().read(100).build());

      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Tag("B27")
  void answersAtOnceWhenThePeerSaysCloseAndDoesNot() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
      peer.awaitEnd();
      closed.countDown();
    };
    try (RawServer server = RawServer.start(script)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");

      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static dev.holdfast.http.transport.AttemptLimits limits() {
    return TransportFixture.limits().build();
  }
}
