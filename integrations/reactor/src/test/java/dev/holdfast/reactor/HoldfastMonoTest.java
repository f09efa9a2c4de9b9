/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

@ExtendWith(FaultServerExtension.class)
class HoldfastMonoTest {

  private final Session session = Session.builder().time(VirtualTime.flowing()).build();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void eachSubscriptionMakesACallOfItsOwn(FaultServer server) {
    server.enqueue(
        Step.respond(503), Step.respond(200).body("tea"), Step.respond(200).body("mate"));
    var response = HoldfastMono.request(session, Request.get(server.url("/")));
    assertThat(server.requests()).isEmpty();

    assertThat(response.block().text()).isEqualTo("tea");
    assertThat(response.block().text()).isEqualTo("mate");
  }

  @Test
  void cancellingCancelsTheCall(FaultServer server) throws InterruptedException {
    server.enqueue(Step.stall());
    Disposable call =
        HoldfastMono.request(session, Request.get(server.url("/"))).subscribe();
    server.awaitRequests(1, Duration.ofSeconds(10));

    call.dispose();

    server.awaitNoConnection(Duration.ofSeconds(10));
  }

  @Test
  void bytesOfABodyComeAsTheyArrive(FaultServer server) {
    server.enqueue(Step.respond(503), Step.respond(200).body("tea"));

    String text = HoldfastMono.stream(session, Request.get(server.url("/")))
        .reduce("", (before, bytes) -> before + text(bytes))
        .block();

    assertThat(text).isEqualTo("tea");
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @Test
  void anErrorStatusOfAStreamIsAFailure(FaultServer server) {
    server.enqueue(Step.respond(404));
    var bytes = HoldfastMono.stream(session, Request.get(server.url("/")));

    assertThatExceptionOfType(StatusException.class).isThrownBy(bytes::blockLast);
  }

  @Test
  void theWholeRetrierActsOnAMono() {
    VirtualTime time = VirtualTime.create();
    Retrier retrier = Retrier.builder()
        .time(time)
        .executor(Runnable::run)
        .attemptTimeout(Duration.ofSeconds(1))
        .build();
    List<String> attempts = new ArrayList<>();
    Mono<String> source = Mono.deferContextual(context -> {
      attempts.add(context.get("user"));
      return switch (attempts.size()) {
        case 1 -> Mono.error(new IOException("cut"));
        case 2 -> Mono.<String>never().doOnCancel(() -> attempts.set(1, "cancelled"));
        default -> Mono.just("tea");
      };
    });

    var seen = HoldfastMono.retrying(retrier, source)
        .contextWrite(context -> context.put("user", "me"))
        .toFuture();
    time.advance(Duration.ofSeconds(5));

    assertThat(seen).isCompletedWithValue("tea");
    assertThat(attempts).containsExactly("me", "cancelled", "me");
    assertThat(retrier.statistics().succeededAfterRetry()).isEqualTo(1);
  }

  @Test
  void anEmptyMonoStaysEmpty() {
    assertThat(HoldfastMono.retrying(Retrier.create(), Mono.empty()).blockOptional())
        .isEmpty();
  }

  @Test
  void cancellingEndsTheAttempt() {
    List<String> ends = new ArrayList<>();
    Disposable call = HoldfastMono.retrying(
            Retrier.create(), Mono.never().doOnCancel(() -> ends.add("cancelled")))
        .subscribe();

    call.dispose();

    assertThat(ends).containsExactly("cancelled");
  }
}
