/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.LossyProxy;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls over a network that loses a fifth of what it carries and cuts connections. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class BadNetworkTest {

  private final Mode mode;

  private static final int CALLERS = 10;
  private static final int CALLS_EACH = 5;

  BadNetworkTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("C07")
  void everyCallSucceedsInTime() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()));
        LossyProxy network = LossyProxy.to(server.port())
            .loss(0.2)
            .resets(0.05)
            .delay(Duration.ofMillis(20))
            .start();
        Session session = Session.builder().retry(eager()).timeouts(patient()).build()) {
      List<Integer> statuses = call(session, Request.get(network.url("/")));

      assertThat(statuses).hasSize(CALLERS * CALLS_EACH).containsOnly(200);
    }
  }

  @Test
  @Tag("C07")
  @Tag("I4")
  void noPostWithoutAKeyArrivesTwice() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()));
        LossyProxy network = LossyProxy.to(server.port()).resets(0.2).start();
        Session session = Session.builder().retry(eager()).timeouts(patient()).build()) {
      for (int i = 0; i < 100; i++) {
        post(session, Request.post(network.url("/" + i)).body("once"));
      }

      assertThat(server.requests()).hasSizeGreaterThan(50);
      assertThat(server.requests()).extracting(SeenRequest::target).doesNotHaveDuplicates();
    }
  }

  @Test
  @Tag("C07")
  void everyPostWithAKeySucceedsUnderOneKey() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()));
        LossyProxy network = LossyProxy.to(server.port()).resets(0.2).start();
        Session session = Session.builder().retry(eager()).timeouts(patient()).build()) {
      Request post = Request.post(network.url("/")).body("x").idempotencyKey(IdempotencyKey.auto());

      assertThat(mode.request(session, post).status()).isEqualTo(200);
      assertThat(server.requests())
          .extracting(seen -> seen.header("Idempotency-Key").orElse(""))
          .containsOnly(server.requests().get(0).header("Idempotency-Key").orElseThrow());
    }
  }

  private List<Integer> call(Session session, Request request) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS * CALLS_EACH; i++) {
        running.add(callers.submit(() -> mode.request(session, request).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> one : running) {
        statuses.add(one.get());
      }
      return statuses;
    } finally {
      callers.shutdownNow();
    }
  }

  private void post(Session session, Request request) {
    try {
      assertThat(mode.request(session, request).status()).isEqualTo(200);
    } catch (dev.holdfast.http.RequestException cut) {
      // Allowed for a POST whose outcome is unknown; what counts is what the server saw.
    }
  }

  private static Retry eager() {
    return Retry.builder()
        .total(10)
        .backoff(Backoff.constant(Duration.ofMillis(10)))
        .build();
  }

  private static Timeouts patient() {
    return Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(5))
        .deadline(Duration.ofMinutes(1));
  }
}
