/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of HTTP/2 that others have written. */
class Http2InteroperationTest {

  private final Http2Client client = Http2Client.create();
  private HttpAsyncServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    server = H2ServerBootstrap.bootstrap()
        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
        // HttpCore before 5.4 lets a server announce push, which RFC 9113 section 6.5.2 forbids.
        .setH2Config(H2Config.custom().setPushEnabled(false).build())
        .setCanonicalHostName("127.0.0.1")
        .register("/echo", new Echo())
        .create();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server
        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
        .get()
        .getAddress();
    url = "http://127.0.0.1:" + address.getPort() + "/echo";
  }

  @AfterEach
  void stop() {
    client.close();
    server.close(CloseMode.IMMEDIATE);
  }

  @Test
  void aResponseTellsThatItCameByHttp2() {
    try (Session session = Session.create()) {
      Response response =
          session.request(Request.post(url).body("x").httpVersion(HttpVersion.HTTP_2));

      assertThat(response.protocol()).isEqualTo("HTTP/2");
      assertThat(response.remoteAddress()).isPresent();
      assertThat(response.tls()).isEmpty();
    }
  }

  @Test
  void exchangesManyBodiesAtOnce() throws Exception {
    List<CompletableFuture<String>> outcomes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      outcomes.add(client.text("POST", url, Body.of("number " + i), patient()));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(Http2Client.await(outcomes.get(i))).isEqualTo("number " + i);
    }
  }

  @Test
  void takesAnAnswerOfTheServersOwn() throws Exception {
    assertThat(client.get(url.replace("/echo", "/none"))).contains("ot found");
  }

  @Test
  void carriesLargeBodiesThroughFlowControlBothWays() throws Exception {
    String large = "0123456789abcdef".repeat(200_000);
    byte[] bytes = large.getBytes(StandardCharsets.ISO_8859_1);
    CompletableFuture<String> known = client.text("POST", url, Body.of(bytes), patient());
    Body unknown = Body.once(new ByteArrayInputStream(bytes), -1);
    CompletableFuture<String> streamed = client.text("POST", url, unknown, patient());

    assertThat(Http2Client.await(known)).isEqualTo(large);
    assertThat(Http2Client.await(streamed)).isEqualTo(large);
  }

  /** Sends the body back. */
  static final class Echo implements AsyncServerRequestHandler<Message<HttpRequest, String>> {

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
        HttpRequest request, EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, String> message, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      trigger.submitResponse(
          AsyncResponseBuilder.create(200).setEntity(message.getBody()).build(), context);
    }
  }
}
