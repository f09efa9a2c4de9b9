/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.http1.Persistence;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How long connections rest. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class IdleConnectionsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Mode mode;

  IdleConnectionsTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("K12")
  void endAtTheirIdleTimeoutWithoutAnotherCall() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server = RawServer.start(peer -> {
          peer.readHead();
          peer.send(OK);
          peer.awaitEnd();
          closed.countDown();
        });
        TransportFixture client =
            mode.client(new Mode.Setup().idleTimeout(Duration.ofMillis(200)))) {
      client.get(server.url("/"));

      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Tag("K14")
  void endWithTheirAge() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server = RawServer.start(peer -> {
          peer.readHead();
          peer.send(OK);
          peer.awaitEnd();
          closed.countDown();
        });
        TransportFixture client = mode.client(new Mode.Setup().maxAge(Duration.ofMillis(300)))) {
      client.get(server.url("/"));

      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A second less than the peer promises; half of a short promise. */
  @ParameterizedTest
  @Tag("K13")
  @CsvSource({
    "timeout=0, PT0S",
    "timeout=1, PT0.5S",
    "timeout=2, PT1S",
    "timeout=3, PT2S",
    "timeout=60, PT59S",
    "'max=5, timeout=10', PT9S"
  })
  void restsShorterThanThePeerPromises(String header, Duration rest) {
    Headers headers = Headers.empty().plus("Keep-Alive", header);

    assertThat(Persistence.idleLimit(headers)).isEqualTo(rest.toNanos());
  }

  @Test
  @Tag("K13")
  void isNotUsedInTheLastMomentOfThePromise() throws Exception {
    String promise = "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok";
    try (RawServer server = RawServer.answering(promise);
        TransportFixture client = mode.client()) {
      client.get(server.url("/"));
      TransportFixture.pause(700);
      client.get(server.url("/"));

      assertThat(server.connections()).isEqualTo(2);
    }
  }
}
