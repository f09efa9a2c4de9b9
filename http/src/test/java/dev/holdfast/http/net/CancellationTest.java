/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.pause;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt and a close end an attempt at once, whatever it is blocked in. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class CancellationTest {

  /** Sooner than any limit ends it. */
  private static final long AT_ONCE = TimeUnit.SECONDS.toNanos(25);

  private ServerSocket deaf;
  private RawServer server;
  private TransportFixture client;

  private final Mode mode;

  CancellationTest(Mode mode) {
    this.mode = mode;
  }

  @BeforeEach
  void start() throws IOException {
    deaf = new ServerSocket(0, 1, Loopback.address(1));
    server = RawServer.start(CancellationTest::play);
    client = mode.client(new Mode.Setup().connectionsPerRoute(1).dns(Never.dns()));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
    deaf.close();
  }

  @ParameterizedTest
  @Tag("E01")
  @EnumSource(Phase.class)
  void anInterruptEndsIt(Phase phase) throws Exception {
    Blocked blocked = blockIn(phase);

    blocked.thread.interrupt();

    assertThat(blocked.outcome().kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(blocked.outcome()).hasMessageContaining("interrupted");
    assertThat(blocked.flagKept).isTrue();
  }

  @ParameterizedTest
  @Tag("E07")
  @EnumSource(Phase.class)
  void closingTheTransportEndsIt(Phase phase) throws Exception {
    Blocked blocked = blockIn(phase);

    client.close();

    assertThat(blocked.outcome().kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(blocked.outcome()).hasMessageContaining("session closed");
    assertThat(client.failure(server.url("/")).kind()).isEqualTo(FailureKind.CANCELLED);
  }

  private Blocked blockIn(Phase phase) throws Exception {
    if (phase == Phase.POOL) {
      TransportResponse held =
          client.send(request("GET", server.url("/ok")), limits().build());
      assertThat(held.status()).isEqualTo(200);
    }
    if (phase == Phase.CONNECT) {
      Backlog.fill(deaf);
    }
    Blocked blocked = new Blocked(client, requestFor(phase), phase);
    blocked.thread.start();
    assertThat(blocked.reached.await(30, TimeUnit.SECONDS)).isTrue();
    awaitBlocked(blocked.thread);
    return blocked;
  }

  private TransportRequest requestFor(Phase phase) {
    String local = "http://127.0.0.1:" + deaf.getLocalPort() + "/";
    return switch (phase) {
      case DNS -> request("GET", "http://silent.example/");
      case CONNECT -> request("GET", local);
      case TLS -> request("GET", server.url("/").replace("http:", "https:"));
      case SEND -> request("PUT", server.url("/deaf"), SourceBody.endless());
      case BODY -> request("GET", server.url("/body"));
      case POOL, HEAD -> request("GET", server.url("/"));
    };
  }

  private static void play(RawServer.Peer peer) throws Exception {
    byte[] first = peer.read(6);
    String line = new String(first, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (line.equals("PUT /d")) {
      Never.await();
    } else if (line.equals("GET /o") || line.equals("GET /b")) {
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    }
    peer.awaitEnd();
  }

  /** The phase has begun; the thread waits once it no longer runs Java code of ours. */
  private static void awaitBlocked(Thread thread) throws InterruptedException {
    pause(50);
    assertThat(thread.isAlive()).isTrue();
  }

  /** One attempt on a thread of its own. */
  private static final class Blocked {
    final CountDownLatch reached = new CountDownLatch(1);
    final Thread thread;
    final AtomicReference<@Nullable TransportException> failure = new AtomicReference<>();
    volatile boolean flagKept;

    Blocked(TransportFixture client, TransportRequest request, Phase phase) {
      thread = new Thread(() -> run(client, request, phase), "blocked");
      thread.setDaemon(true);
    }

    private void run(TransportFixture client, TransportRequest request, Phase phase) {
      try (TransportResponse response =
          client.transport().send(request, limits().build(), listener(phase))) {
        reached.countDown();
        TransportFixture.body(response);
      } catch (TransportException e) {
        failure.set(e);
        flagKept = Thread.currentThread().isInterrupted();
      }
    }

    private AttemptListener listener(Phase awaited) {
      return new AttemptListener() {
        @Override
        public void begin(Phase phase) {
          if (phase == awaited) {
            reached.countDown();
          }
        }

        @Override
        public void connected(boolean reused, String remote) {}
      };
    }

    TransportException outcome() throws InterruptedException {
      thread.join(TimeUnit.NANOSECONDS.toMillis(AT_ONCE));
      assertThat(thread.isAlive()).as("still blocked").isFalse();
      return java.util.Objects.requireNonNull(failure.get(), "no failure");
    }
  }
}
