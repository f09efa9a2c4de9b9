/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldfastApacheClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Session session = Session.builder()
      .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(1)).deadline(PATIENCE))
      .build();
  private final FaultServer server = FaultServer.start();
  private final CloseableHttpClient client = HoldfastApacheClient.of(session);

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private static String text(ClassicHttpResponse response) throws IOException {
    try {
      return response.getCode() + " " + EntityUtils.toString(response.getEntity());
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void retriesAndReadsTheBody() throws IOException {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).header("X-Shop", "a").body("three"));

    String body = client.execute(new HttpGet(server.url("/a?b=1")), response -> {
      assertThat(response.getHeader("x-shop").getValue()).isEqualTo("a");
      return text(response);
    });

    assertThat(body).isEqualTo("200 three");
    assertThat(server.requests()).hasSize(3).allMatch(seen -> seen.target().equals("/a?b=1"));
  }

  @Test
  void aTargetMakesAPathAbsolute() throws IOException {
    server.script(Step.respond(200).body("ok"));

    String body = client.execute(
        new HttpHost("http", "127.0.0.1", server.port()),
        new BasicClassicHttpRequest("GET", "/path"),
        HoldfastApacheClientTest::text);

    assertThat(body).isEqualTo("200 ok");
    assertThat(server.requests().get(0).target()).isEqualTo("/path");
  }

  @Test
  void aBodyIsSentAgainWithAKey() throws IOException {
    server.script(Step.respond(503), Step.respond(200).body("paid"));
    HttpPost post = new HttpPost(server.url("/"));
    post.setHeader("Idempotency-Key", "k1");
    post.setEntity(new StringEntity("pay", ContentType.TEXT_PLAIN));

    assertThat(client.execute(post, HoldfastApacheClientTest::text)).isEqualTo("200 paid");
    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("pay"));
    assertThat(server.requests().get(0).header("Content-Type"))
        .get()
        .asString()
        .startsWith("text/plain");
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());
    HttpPost post = new HttpPost(server.url("/"));
    post.setEntity(new StringEntity("pay"));

    assertThatThrownBy(() -> client.execute(post, HoldfastApacheClientTest::text))
        .isInstanceOf(SocketException.class)
        .hasCauseInstanceOf(ProtocolException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aStreamIsSentOnce() {
    server.script(Step.respond(503), Step.respond(200));
    HttpPut put = new HttpPut(server.url("/"));
    put.setHeader("Idempotency-Key", "k2");
    put.setEntity(new InputStreamEntity(
        new ByteArrayInputStream("once".getBytes(UTF_8)), ContentType.TEXT_PLAIN));

    assertThatThrownBy(() -> client.execute(put, HoldfastApacheClientTest::text))
        .hasMessageContaining("can be sent only once");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anAttributeOfTheContextChangesOneCall() {
    server.script(Step.stall());
    HttpClientContext context = HttpClientContext.create();
    RequestCustomizer hurried = request -> request.deadline(Duration.ofMillis(100));
    context.setAttribute(RequestCustomizer.ATTRIBUTE, hurried);

    assertThatThrownBy(() ->
            client.execute(new HttpGet(server.url("/")), context, HoldfastApacheClientTest::text))
        .isInstanceOf(SocketTimeoutException.class)
        .hasCauseInstanceOf(DeadlineExceededException.class);
  }

  @Test
  @SuppressWarnings("deprecation") // Many libraries still take a response that they close.
  void aResponseThatIsClosedGivesItsConnectionBack() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n"),
        Action.stall()));

    try (var response = client.execute(new HttpGet(server.url("/")))) {
      assertThat(response.getEntity().getContent().readNBytes(7)).asString().isEqualTo("data: 1");
    }
    server.awaitNoConnection(PATIENCE);
  }
}
