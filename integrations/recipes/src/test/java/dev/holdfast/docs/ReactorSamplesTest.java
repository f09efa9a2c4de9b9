/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.reactor.HoldfastMono;
import dev.holdfast.reactor.HoldfastRetry;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.RetryCondition;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(FaultServerExtension.class)
class ReactorSamplesTest {

  /** An exception as another client would throw it. */
  private static final class BusyException extends IOException {
    private static final long serialVersionUID = 1;

    long seconds() {
      return 1;
    }
  }

  private final StringBuilder tries = new StringBuilder();

  private Mono<String> flaky() {
    return Mono.defer(
        () -> tries.append('.').length() < 3 ? Mono.error(new BusyException()) : Mono.just("tea"));
  }

  @Test
  void calls(FaultServer server) {
    server.enqueue(
        Step.respond(503), Step.respond(200).body("tea"), Step.respond(200).body("tea"));
    Request request = Request.get(server.url("/"));
    try (Session session = Session.create()) {
      // sample: calls
      Mono<Response> response = HoldfastMono.request(session, request);
      Flux<ByteBuffer> bytes = HoldfastMono.stream(session, request); // as they come
      // end
      assertThat(response.block().text()).isEqualTo("tea");
      assertThat(bytes.map(ByteBuffer::remaining).reduce(0, Integer::sum).block())
          .isEqualTo(3);
    }
  }

  @Test
  void retries() {
    Flux<String> rows = flaky().flux();
    // sample: retryWhen
    Retrier retrier = Retrier.builder()
        .total(4)
        .backoff(Backoff.exponential(Duration.ofMillis(20)))
        .deadline(Duration.ofSeconds(20))
        .retryOn(RetryCondition.onException(IOException.class))
        .build();

    Flux<String> retried = rows.retryWhen(HoldfastRetry.of(retrier));
    // end
    assertThat(retried.collectList().block()).isEqualTo(List.of("tea"));
  }

  @Test
  void serverDelay() {
    Mono<String> client = flaky();
    Retrier retrier = Retrier.builder().time(VirtualTime.create()).build();
    // sample: serverDelay
    HoldfastRetry retry = HoldfastRetry.of(retrier)
        .serverDelay(failure -> failure instanceof BusyException busy
            ? Optional.of(Duration.ofSeconds(busy.seconds()))
            : Optional.empty());
    // end
    assertThat(client.retryWhen(retry).block()).isEqualTo("tea");
  }

  @Test
  void wholeRetrier() {
    Mono<String> source = flaky();
    VirtualTime time = VirtualTime.create();
    Retrier retrier = Retrier.builder().time(time).build();
    // sample: retrying
    Mono<String> retried = HoldfastMono.retrying(retrier, source);
    // end
    assertThat(retried.block()).isEqualTo("tea");
  }
}
