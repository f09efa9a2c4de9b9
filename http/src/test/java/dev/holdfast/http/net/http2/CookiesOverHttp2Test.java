/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login over HTTP/2, against HttpCore's own server. */
class CookiesOverHttp2Test {

  /** Sets two cookies and redirects; shows the cookies of other requests. */
  private static final class Login
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
      AsyncResponseBuilder answer = message.getHead().getPath().equals("/login")
          ? AsyncResponseBuilder.create(302)
              .addHeader("location", "/home")
              .addHeader("set-cookie", "sid=1; Path=/")
              .addHeader("set-cookie", "theme=dark; Path=/")
          : AsyncResponseBuilder.create(200)
              .setEntity(Stream.of(message.getHead().getHeaders("cookie"))
                  .map(Header::getValue)
                  .collect(Collectors.joining("; ")));
      trigger.submitResponse(answer.build(), context);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLoginOverARedirectWorks(boolean blocking) throws Exception {
    HttpAsyncServer server = H2ServerBootstrap.bootstrap()
        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
        .setH2Config(H2Config.custom().setPushEnabled(false).build())
        .setCanonicalHostName("127.0.0.1")
        .register("*", new Login())
        .create();
    server.start();
    try (Session session = Session.builder().cookies().build()) {
      InetSocketAddress address = (InetSocketAddress) server
          .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
          .get()
          .getAddress();
      Request login = Request.post("http://127.0.0.1:" + address.getPort() + "/login")
          .httpVersion(HttpVersion.HTTP_2)
          .body(Body.form().field("user", "me"));

      Response response =
          blocking ? session.request(login) : session.sendAsync(login).join();

      assertThat(response.text()).isEqualTo("sid=1; theme=dark");
    } finally {
      server.close(CloseMode.IMMEDIATE);
    }
  }
}
