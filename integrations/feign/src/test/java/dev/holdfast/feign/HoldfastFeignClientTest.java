/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.feign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import feign.AsyncFeign;
import feign.Feign;
import feign.FeignException;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.RetryableException;
import feign.Retryer;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldfastFeignClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Session session = Session.builder()
      .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(1)).deadline(PATIENCE))
      .build();
  private final FaultServer server = FaultServer.start();
  private final Orders orders = Feign.builder()
      .client(HoldfastFeignClient.of(session))
      .retryer(Retryer.NEVER_RETRY)
      .target(Orders.class, server.origin());

  interface Orders {
    @RequestLine("GET /orders/{id}")
    String order(@Param("id") int id);

    @RequestLine("POST /orders")
    @Headers({"Content-Type: text/plain", "Idempotency-Key: {key}"})
    String pay(@Param("key") String key, String body);

    @RequestLine("POST /orders")
    String order(String body);
  }

  interface Later {
    @RequestLine("GET /orders/{id}")
    CompletableFuture<String> order(@Param("id") int id);
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void retriesAndDecodesTheBody() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).body("three"));

    assertThat(orders.order(7)).isEqualTo("three");
    assertThat(server.requests()).hasSize(3).allMatch(seen -> seen.target().equals("/orders/7"));
  }

  @Test
  void aBodyIsSentAgainWithAKey() {
    server.script(Step.respond(503), Step.respond(200).body("paid"));

    assertThat(orders.pay("k1", "pay")).isEqualTo("paid");
    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("pay"));
    assertThat(server.requests().get(0).header("Content-Type")).hasValue("text/plain");
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());

    assertThatThrownBy(() -> orders.order("pay"))
        .isInstanceOf(RetryableException.class)
        .hasCauseInstanceOf(SocketException.class)
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(ProtocolException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aStatusIsFeigns() {
    server.script(Step.respond(404).body("no such order"));

    assertThatThrownBy(() -> orders.order(1))
        .isInstanceOfSatisfying(
            FeignException.NotFound.class,
            e -> assertThat(e.contentUTF8()).isEqualTo("no such order"));
  }

  @Test
  void futuresAreServedToo() throws Exception {
    server.script(Step.respond(503), Step.stallMidBody(), Step.respond(200).body("later"));
    Later later = AsyncFeign.builder()
        .client(HoldfastFeignClient.of(session))
        .target(Later.class, server.origin());

    assertThat(later.order(8).get(20, TimeUnit.SECONDS)).isEqualTo("later");
    assertThat(server.requests()).hasSize(3);
  }
}
