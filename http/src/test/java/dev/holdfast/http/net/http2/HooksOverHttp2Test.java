/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.transport.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks over HTTP/2, against HttpCore's own server. */
class HooksOverHttp2Test {

  /** Refuses the token that has expired, and shows what it was sent. */
  private static final class Guarded
      implements AsyncServerRequestHandler<Message<HttpRequest, String>> {

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
        HttpRequest request, EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, String> message, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      Header token = message.getHead().getFirstHeader("authorization");
      String attempt = message.getHead().getFirstHeader("x-attempt").getValue();
      int status = token.getValue().equals("Bearer new") ? 200 : 401;
      trigger.submitResponse(
          AsyncResponseBuilder.create(status).setEntity("attempt " + attempt).build(), context);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAttemptIsChangedAndRecovered(boolean blocking) throws Exception {
    HttpAsyncServer server = H2ServerBootstrap.bootstrap()
        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
        .setH2Config(H2Config.custom().setPushEnabled(false).build())
        .setCanonicalHostName("127.0.0.1")
        .register("*", new Guarded())
        .create();
    server.start();
    AtomicReference<String> token = new AtomicReference<>("old");
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    try (Session session = Session.builder()
        .defaults(d -> d.httpVersion(HttpVersion.HTTP_2))
        .hooks(h -> h.beforeAttempt(a -> a.header("Authorization", "Bearer " + token.get())
                .header("X-Attempt", String.valueOf(a.number())))
            .recoverAsync(answer -> CompletableFuture.completedFuture(
                answer.status() == 401 && token.compareAndSet("old", "new"))))
        .listener(call -> new CallScope() {
          @Override
          public void attemptEnded(AttemptEnd attempt) {
            heard.add(attempt.status().orElse(0) + " " + attempt.decision());
          }
        })
        .build()) {
      InetSocketAddress address = (InetSocketAddress) server
          .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
          .get()
          .getAddress();
      Request order =
          Request.post("http://127.0.0.1:" + address.getPort() + "/").body("order");

      Response response =
          blocking ? session.request(order) : session.sendAsync(order).join();

      assertThat(response.text()).isEqualTo("attempt 2");
      assertThat(heard).containsExactly("401 FOLLOW", "200 SUCCESS");
    } finally {
      server.close(CloseMode.IMMEDIATE);
    }
  }

  @ParameterizedTest
  @Tag("X18")
  @ValueSource(booleans = {true, false})
  void aChallengeIsAnsweredWithoutItsBody(boolean blocking) throws Exception {
    byte[] head = Http2Server.Peer.block(
        "401",
        "www-authenticate",
        "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
        "content-length",
        "99999");
    try (Http2Server server = Http2Server.start(peer -> {
          int refused = peer.settings().awaitRequest();
          peer.frame(Frame.HEADERS, Frame.END_HEADERS, refused, head).data(refused, false, "no");
          peer.ok(peer.awaitRequest(), "ok").awaitEnd();
        });
        Session session = Session.builder()
            .defaults(d -> d.httpVersion(HttpVersion.HTTP_2))
            .authentication(server.url(""), Authentication.digest("u", "p"))
            .build()) {
      Request request = Request.get(server.url("/"));

      Response response =
          blocking ? session.request(request) : session.sendAsync(request).join();

      assertThat(response.text()).isEqualTo("ok");
    }
  }
}
