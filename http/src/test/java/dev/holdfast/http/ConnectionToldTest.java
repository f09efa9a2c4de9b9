/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of response tells how it came, and by which redirects. */
class ConnectionToldTest {

  /** The kinds of responses. */
  enum Kind {
    WHOLE {
      @Override
      HttpResponse get(Session session, String url) {
        return session.get(url);
      }
    },
    WHOLE_LATER {
      @Override
      HttpResponse get(Session session, String url) {
        return Mode.await(session.sendAsync(Request.get(url)));
      }
    },
    STREAMED {
      @Override
      HttpResponse get(Session session, String url) {
        try (StreamedResponse response = session.stream(Request.get(url))) {
          return response;
        }
      }
    },
    PUBLISHED {
      @Override
      HttpResponse get(Session session, String url) {
        try (PublishedResponse response = Mode.await(session.streamAsync(Request.get(url)))) {
          return response;
        }
      }
    };

    abstract HttpResponse get(Session session, String url);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void overTls(Kind kind) {
    TestCertificates certificates = TestCertificates.create();
    try (FaultServer server = FaultServer.builder()
            .tls(certificates.valid())
            .start(
                Step.respond(302).header("Location", "/b").header("X-Step", "1").keepAlive(),
                Step.respond(307).header("Location", "/c").keepAlive(),
                Step.respond(200).keepAlive());
        Session session =
            Session.builder().sslContext(certificates.clientContext()).build()) {
      HttpResponse response = kind.get(session, server.url("/a"));

      assertThat(response.protocol()).isEqualTo("HTTP/1.1");
      assertThat(response.tls().orElseThrow()).hasToString("TLSv1.3 TLS_AES_256_GCM_SHA384");
      assertThat(response.tls().orElseThrow().peerCertificates())
          .last()
          .isEqualTo(certificates.authority());
      assertThat(response.remoteAddress().orElseThrow())
          .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      assertThat(response.redirects())
          .extracting(EarlierResponse::status)
          .containsExactly(302, 307);
      assertThat(response.redirects().get(0).headers().first("X-Step")).contains("1");
      assertThat(response.redirects())
          .extracting(earlier -> earlier.url().path())
          .containsExactly("/a", "/b");
      assertThat(response.request().url().path()).isEqualTo("/a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1"})
  void overPlainHttp(String version) {
    byte[] answer = ("HTTP/" + version + " 200 OK\r\nContent-Length: 0\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    try (FaultServer server = FaultServer.start(Step.always(Step.onHead(Action.send(answer))));
        Session session = Session.create()) {
      for (Kind kind : Kind.values()) {
        HttpResponse response = kind.get(session, server.url("/"));

        assertThat(response.protocol()).as("%s", kind).isEqualTo("HTTP/" + version);
        assertThat(response.tls()).isEmpty();
        assertThat(response.redirects()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void alsoToACallThatListensToInterimResponses(Mode mode) {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        Session session = Session.create()) {
      Request request = Request.get(server.url("/")).interim((status, headers) -> {});

      assertThat(mode.request(session, request).remoteAddress()).isPresent();
    }
  }

  @Test
  void aMockTellsNothing() {
    MockedSession mocked = new MockedSession();
    mocked.transport.respond(200);
    try (Session session = mocked.session()) {
      Response response = session.get("http://h/");

      assertThat(response.protocol()).isEqualTo("HTTP/1.1");
      assertThat(response.remoteAddress()).isEmpty();
    }
  }
}
