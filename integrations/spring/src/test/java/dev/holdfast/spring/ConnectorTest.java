/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;

class ConnectorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> templates = new CopyOnWriteArrayList<>();
  private final Session session = Session.builder()
      .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(1)).deadline(PATIENCE))
      .listener(call -> {
        call.urlTemplate().ifPresent(templates::add);
        return CallScope.NONE;
      })
      .build();
  private final FaultServer server = FaultServer.start();
  private final WebClient client = WebClient.builder()
      .clientConnector(HoldfastConnector.of(session))
      .baseUrl(server.origin())
      .build();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void retriesAndReadsTheBody() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200)
            .header("Set-Cookie", "a=1; Path=/; HttpOnly")
            .header("Set-Cookie", "broken")
            .body("three"));

    var answer = client
        .get()
        .uri("/orders/{id}", 7)
        .exchangeToMono(response -> {
          assertThat(response.cookies().getFirst("a")).isNotNull();
          return response.toEntity(String.class);
        })
        .block(PATIENCE);

    assertThat(Objects.requireNonNull(answer).getBody()).isEqualTo("three");
    assertThat(server.requests()).hasSize(3).allMatch(seen -> seen.target().equals("/orders/7"));
  }

  @Test
  void aBodyWithALengthIsSentAgain() {
    server.script(Step.respond(503), Step.respond(200).body("done"));

    String answer = client
        .put()
        .uri("/")
        .header("Idempotency-Key", "k1")
        .cookie("c", "2")
        .bodyValue("value")
        .retrieve()
        .bodyToMono(String.class)
        .block(PATIENCE);

    assertThat(answer).isEqualTo("done");
    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("value"));
    assertThat(server.requests().get(0).header("Content-Length")).hasValue("5");
    assertThat(server.requests().get(0).header("Cookie")).hasValue("c=2");
  }

  @Test
  void aBodyFromAPublisherIsSentOnce() {
    server.script(Step.respond(503), Step.respond(200));
    Flux<DataBuffer> pieces = Flux.just("a", "b", "c")
        .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8)));

    assertThatThrownBy(() -> client
            .put()
            .uri("/")
            .header("Idempotency-Key", "k2")
            .body(BodyInserters.fromDataBuffers(pieces))
            .retrieve()
            .toBodilessEntity()
            .block(PATIENCE))
        .isInstanceOf(WebClientRequestException.class)
        .hasMessageContaining("can be sent only once");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).body()).asString().isEqualTo("abc");
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());

    assertThatThrownBy(() -> client
            .post()
            .uri("/")
            .bodyValue("pay")
            .retrieve()
            .toBodilessEntity()
            .block(PATIENCE))
        .isInstanceOf(WebClientRequestException.class)
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(ProtocolException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anAttributeChangesOneCall() {
    server.script(Step.stall());
    RequestCustomizer hurried = request -> request.deadline(Duration.ofMillis(100));

    assertThatThrownBy(() -> client
            .get()
            .uri("/")
            .attribute(RequestCustomizer.ATTRIBUTE, hurried)
            .retrieve()
            .toBodilessEntity()
            .block(PATIENCE))
        .isInstanceOf(WebClientRequestException.class)
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void aStatusIsSprings() {
    server.script(Step.respond(404).body("no such order"));

    assertThatThrownBy(
            () -> client.get().uri("/").retrieve().bodyToMono(String.class).block(PATIENCE))
        .isInstanceOfSatisfying(
            WebClientResponseException.NotFound.class,
            e -> assertThat(e.getResponseBodyAsString()).isEqualTo("no such order"));
  }

  @Test
  void eventsComeAsTheyAreSent() {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
        Action.send("data: one\n\n"),
        Action.send("data: two\n\n"),
        Action.stall()));

    var events = client
        .get()
        .uri("/")
        .accept(MediaType.TEXT_EVENT_STREAM)
        .retrieve()
        .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
        .map(event -> String.valueOf(event.data()))
        .take(2)
        .collectList()
        .block(PATIENCE);

    assertThat(events).containsExactly("one", "two");
  }

  @Test
  void theNetworkIsReadOnlyAsFastAsTheSubscriberAsks() {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n"),
        Action.endless(new byte[8_192])));
    AtomicLong received = new AtomicLong();

    client
        .get()
        .uri("/")
        .retrieve()
        .bodyToFlux(DataBuffer.class)
        .doOnNext(buffer -> {
          received.addAndGet(buffer.readableByteCount());
          DataBufferUtils.release(buffer);
        })
        .limitRate(1)
        .take(10)
        .blockLast(PATIENCE);

    // At most the received bytes and the buffers of two sockets were sent.
    assertThat(received.get()).isPositive();
    assertThat(server.bytesSent()).isLessThan(received.get() + (16 << 20));
  }

  @Test
  void cancellingEndsTheCall() throws InterruptedException {
    server.script(Step.stall());

    var call = client.get().uri("/").retrieve().toBodilessEntity().subscribe();
    server.awaitRequests(1, PATIENCE);
    call.dispose();

    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void theTemplateOfTheUrlComesThrough() {
    server.script(Step.respond(200));

    client.get().uri("/orders/{id}", 7).retrieve().toBodilessEntity().block(PATIENCE);

    assertThat(templates).hasSize(1);
    assertThat(templates.get(0)).endsWith("/orders/{id}");
  }
}
