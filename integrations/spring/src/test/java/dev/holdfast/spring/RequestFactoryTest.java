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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

class RequestFactoryTest {

  private final List<String> templates = new CopyOnWriteArrayList<>();
  private final Session session = Session.builder()
      .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(1))
          .deadline(Duration.ofSeconds(20)))
      .listener(call -> {
        call.urlTemplate().ifPresent(templates::add);
        return CallScope.NONE;
      })
      .build();
  private final FaultServer server = FaultServer.start();
  private final RestClient client = RestClient.builder()
      .requestFactory(HoldfastRequestFactory.of(session))
      .baseUrl(server.origin())
      .build();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void restClientRetriesAndReadsTheBody() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).header("X-Shop", "a").body("three"));

    var answer = client.get().uri("/orders/{id}", 7).retrieve().toEntity(String.class);

    assertThat(answer.getBody()).isEqualTo("three");
    assertThat(answer.getHeaders().getFirst("x-shop")).isEqualTo("a");
    assertThat(server.requests()).hasSize(3).allMatch(seen -> seen.target().equals("/orders/7"));
  }

  @Test
  void restTemplateSendsABodyWithTheHeadersThatSpringSets() {
    server.script(Step.respond(201).body("made"));
    RestTemplate template = new RestTemplate(HoldfastRequestFactory.of(session));

    String made =
        template.postForObject(server.url("/orders"), new HttpEntity<>("1 book"), String.class);

    assertThat(made).isEqualTo("made");
    assertThat(server.requests().get(0).body()).asString().isEqualTo("1 book");
    assertThat(server.requests().get(0).header("Content-Length")).hasValue("6");
    assertThat(server.requests().get(0).header("Content-Type"))
        .get()
        .asString()
        .contains("text/plain");
  }

  interface Orders {
    @GetExchange("/orders/{id}")
    String order(@PathVariable("id") int id);
  }

  @Test
  void anHttpInterfaceIsServed() {
    server.script(Step.resetBeforeHeaders(), Step.respond(200).body("a book"));
    Orders orders = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
        .build()
        .createClient(Orders.class);

    assertThat(orders.order(9)).isEqualTo("a book");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());

    assertThatThrownBy(() -> client.post().uri("/").body("pay").retrieve().toBodilessEntity())
        .isInstanceOf(ResourceAccessException.class)
        .hasCauseInstanceOf(SocketException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(ProtocolException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anIdempotencyKeyMakesItSafe() {
    server.script(Step.resetBeforeHeaders(), Step.respond(200));

    client
        .post()
        .uri("/")
        .header("Idempotency-Key", "k1")
        .body("pay")
        .retrieve()
        .toBodilessEntity();

    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("pay"));
  }

  @Test
  void aBodyThatCanBeReadOnceIsNeverSentAgain() {
    server.script(Step.respond(503), Step.respond(200));
    var once = new InputStreamResource(new ByteArrayInputStream("once".getBytes(UTF_8)));

    assertThatThrownBy(() -> client
            .put()
            .uri("/")
            .header("Idempotency-Key", "k2")
            .body(once)
            .retrieve()
            .toBodilessEntity())
        .hasStackTraceContaining("can be sent only once");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).body()).asString().isEqualTo("once");
  }

  @Test
  void aStatusIsSprings() {
    server.script(Step.respond(404).body("no such order"), Step.respond(500).body("oops"));

    assertThatThrownBy(() -> client.get().uri("/").retrieve().body(String.class))
        .isInstanceOfSatisfying(
            HttpClientErrorException.NotFound.class,
            e -> assertThat(e.getResponseBodyAsString()).isEqualTo("no such order"));
    assertThatThrownBy(() -> client.post().uri("/").retrieve().body(String.class))
        .isInstanceOf(HttpServerErrorException.InternalServerError.class);
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
            .toBodilessEntity())
        .isInstanceOf(ResourceAccessException.class)
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void aBodyThatIsReadAsItComesIsNotKept() {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n"),
        Action.stall()));

    String first = client
        .get()
        .uri("/")
        .exchange((request, response) -> new String(response.getBody().readNBytes(9), UTF_8));

    assertThat(first).isEqualTo("data: 1\n\n");
  }

  @Test
  void aCodedBodyIsDecodedOnce() throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write("plain".getBytes(UTF_8));
    }
    server.script(Step.respond(200).header("Content-Encoding", "gzip").body(coded.toByteArray()));

    var answer = client.get().uri("/").retrieve().toEntity(String.class);

    assertThat(answer.getBody()).isEqualTo("plain");
    assertThat(answer.getHeaders().getFirst("Content-Encoding")).isNull();
  }

  @Test
  void anInterceptorOfSpringChangesTheRequest() {
    server.script(Step.respond(200).body("in"));
    RestTemplate template = new RestTemplate(HoldfastRequestFactory.of(session));
    template.getInterceptors().add(new BasicAuthenticationInterceptor("ann", "secret"));

    String body = template
        .exchange(server.url("/"), HttpMethod.PUT, new HttpEntity<>("data"), String.class)
        .getBody();

    assertThat(body).isEqualTo("in");
    assertThat(server.requests().get(0).header("Authorization")).isPresent();
    assertThat(server.requests().get(0).body()).asString().isEqualTo("data");
  }

  @Test
  void aRequestWithoutBodyHasNone() {
    server.script(Step.respond(200), Step.respond(204));

    client.delete().uri("/").accept(MediaType.APPLICATION_JSON).retrieve().toBodilessEntity();
    client.head().uri("/").retrieve().toBodilessEntity();

    assertThat(server.requests())
        .extracting(seen -> seen.method())
        .containsExactly("DELETE", "HEAD");
    assertThat(server.requests().get(0).header("Content-Type")).isEmpty();
  }

  @Test
  void theTemplateOfTheUrlComesThrough() {
    server.script(Step.respond(200));

    client.get().uri("/orders/{id}", 7).retrieve().toBodilessEntity();

    assertThat(templates).hasSize(1);
    assertThat(templates.get(0)).endsWith("/orders/{id}");
  }
}
