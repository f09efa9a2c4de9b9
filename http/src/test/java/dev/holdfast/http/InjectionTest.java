/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.auth.AccessToken;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line end in anything that a caller gives is refused or encoded: it never ends a header. */
class InjectionTest {

  private static final String EVIL = "a\r\nX-Injected: 1\r\n\r\nGET /second HTTP/1.1\r\n\r\n";

  /** What a program does with a text that is not its own. */
  private interface Use {
    void of(SessionBuilder builder, String url);
  }

  private static Arguments request(String name, UnaryOperator<Request> change) {
    Use use = (builder, url) -> {
      try (Session session = builder.build()) {
        session.request(change.apply(Request.post(url)));
      }
    };
    return arguments(name, use);
  }

  private static Arguments session(String name, UnaryOperator<SessionBuilder> change) {
    Use use = (builder, url) -> {
      try (Session session = change.apply(builder).build()) {
        session.get(url);
      }
    };
    return arguments(name, use);
  }

  private static String origin(String url) {
    return url.substring(0, url.length() - 1);
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        request("header", r -> r.header("X-Value", EVIL)),
        request("name of a header", r -> r.header(EVIL, "1")),
        request("parameter", r -> r.query("q", EVIL)),
        request("name of a parameter", r -> r.query(EVIL, "1")),
        request("key", r -> r.idempotencyKey(IdempotencyKey.of(EVIL))),
        request("method", r -> Request.of(EVIL, r.url().text())),
        request("template", r -> Request.get(UrlTemplate.of(r.url().origin() + "/{id}"), EVIL)),
        request(
            "template by name",
            r -> Request.get(UrlTemplate.of(r.url().origin() + "/{id}"), Map.of("id", EVIL))),
        request("URL", r -> Request.get(r.url().text() + EVIL)),
        request("content type", r -> r.body(Body.of("x", EVIL))),
        request("field", r -> r.body(Body.form().field(EVIL, EVIL))),
        request("part", r -> r.body(Body.multipart().field(EVIL, "x"))),
        request("file name", r -> r.body(Body.multipart().file("f", EVIL, Body.of("x")))),
        request("type of a part", r -> r.body(Body.multipart().part("p", Body.of("x", EVIL)))),
        session("user agent", b -> b.defaults(d -> d.userAgent(EVIL))),
        session("default header", b -> b.defaults(d -> d.header("X-Value", EVIL))),
        session("default parameter", b -> b.defaults(d -> d.query("q", EVIL))),
        session("name of the key's header", b -> b.idempotencyHeader(EVIL)),
        session(
            "header of a hook", b -> b.hooks(h -> h.beforeAttempt(a -> a.header("X-Value", EVIL)))),
        session(
            "name of a hook's header",
            b -> b.hooks(h -> h.beforeAttempt(a -> a.header(EVIL, "1")))),
        session("token", b -> b.defaults(d -> d.header("Authorization", EVIL))),
        session(
            "password of a proxy",
            b -> b.proxy(Proxy.http("127.0.0.1", 1).credentials("me", EVIL))),
        session("host of a proxy", b -> b.proxy(Proxy.http(EVIL, 1))),
        arguments("token of a source", (Use) (builder, url) -> {
          try (Session session = builder
              .authentication(origin(url), Authentication.bearer(() -> AccessToken.of(EVIL)))
              .build()) {
            session.get(url);
          }
        }),
        arguments("user", (Use) (builder, url) -> {
          try (Session session = builder
              .authentication(origin(url), Authentication.basic(EVIL, EVIL))
              .build()) {
            session.get(url);
          }
        }),
        arguments("id of an event", (Use) (builder, url) -> {
          try (Session session = builder.build()) {
            session
                .events(Request.get(url), EventOptions.defaults().lastEventId(EVIL))
                .close();
          }
        }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void aLineEndNeverEndsAHeader(String name, Use use) {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()))) {
      SessionBuilder builder = Session.builder().retry(Retry.off());
      try {
        use.of(builder, server.origin() + "/");
      } catch (IllegalArgumentException | RequestException refused) {
        assertThat(server.requests()).isEmpty();
        assertThat(refused.getMessage()).doesNotContain("\r").doesNotContain("\n");
      }

      assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
      for (SeenRequest seen : server.requests()) {
        assertThat(seen.header("X-Injected")).isEmpty();
        assertThat(seen.target()).doesNotContain("\r").doesNotContain(" ");
      }
    }
  }

  /**
   * A tunnel is the session's to ask for, of a proxy; as a request it would leave every rule
   * behind.
   */
  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "connect"})
  void aTunnelIsNoRequest(String method) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.of(method, "http://example.com:443/"))
        .withMessageContaining("CONNECT");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.of(method, UrlTemplate.of("/{id}"), 1))
        .withMessageContaining("CONNECT");
  }
}
