/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Category;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.retry.Backoff;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Name servers that never answer, beside others that do. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class SilentNamesTest {

  private final Mode mode;
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicBoolean allSilent = new AtomicBoolean();

  /** Names below "silent" hang, all others are on this machine. */
  private final Dns dns = host -> {
    if (allSilent.get() || host.contains("silent")) {
      try {
        never.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
    return List.of(InetAddress.getLoopbackAddress());
  };

  SilentNamesTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void release() {
    never.countDown();
  }

  @Test
  @Tag("D11")
  void aSilentZoneFailsNoCallToHealthyNames() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = session()) {
      hang(session, 80, ".silent.example.org");

      for (int i = 0; i < 20; i++) {
        assertThat(
                mode.get(session, url("healthy" + i + ".example.com", server)).status())
            .isEqualTo(200);
      }
      // Nor to others below the same domain.
      assertThat(mode.get(session, url("www.example.org", server)).status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("D12")
  void aNameThatWasUsedAMomentAgoDoesNotNeedItsLookUp() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = session()) {
      // The server closes, so that the next call needs a new connection.
      server.headers("Connection: close\r\n");
      mode.get(session, url("www.example.com", server));
      allSilent.set(true);

      Response response = mode.get(session, url("www.example.com", server));

      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("D12")
  void itDoesNotEvenNeedAThread() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = session()) {
      server.headers("Connection: close\r\n");
      mode.get(session, url("www.example.com", server));
      for (int zone = 0; zone < 6; zone++) {
        hang(session, 20, ".silent" + zone + ".example.org");
      }

      assertThat(mode.get(session, url("www.example.com", server)).status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("D11")
  void aLookUpThatFindsNoThreadIsOurOwnAffairAndTriedAgain() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = Session.builder()
            .dns(dns)
            .retry(Retry.builder()
                .total(2)
                .backoff(Backoff.constant(Duration.ofMillis(1)))
                .build())
            .timeouts(Timeouts.defaults().connect(Duration.ofMillis(500)))
            .build()) {
      hang(session, 80, ".silent.example.org");

      RequestException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
          RequestException.class, () -> mode.get(session, url("more.silent.example.org", server)));

      assertThat(failure.category()).isEqualTo(Category.DNS_QUEUE_TIMEOUT);
      assertThat(failure.attempts()).hasSize(3);
    }
  }

  /** That many names of a zone that never answers are looked up, and go on being. */
  private void hang(Session session, int names, String zone) {
    List<CompletableFuture<Response>> calls = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      Request request = Request.get("http://n" + i + zone + "/").deadline(Duration.ofMillis(300));
      calls.add(
          mode == Mode.BLOCKING
              ? CompletableFuture.supplyAsync(
                  () -> session.request(request), work -> new Thread(work).start())
              : session.sendAsync(request));
    }
    for (CompletableFuture<Response> call : calls) {
      try {
        call.join();
      } catch (CompletionException expected) {
        // It has no address.
      }
    }
  }

  private Session session() {
    return Session.builder().dns(dns).retry(Retry.off()).build();
  }

  private static String url(String host, AgingServer server) {
    return "http://" + host + ":" + server.port() + "/";
  }
}
