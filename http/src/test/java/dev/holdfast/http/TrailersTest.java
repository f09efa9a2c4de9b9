/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes after a body, and what comes before a response. */
class TrailersTest {

  private static final Step TRAILERS = Step.raw(
      Action.send(String.join(
          "\r\n",
          "HTTP/1.1 103 Early Hints",
          "Link: </a.css>; rel=preload",
          "",
          "HTTP/1.1 102 Processing",
          "",
          "HTTP/1.1 200 OK",
          "Transfer-Encoding: chunked",
          "",
          "5",
          "hello",
          "0",
          "Server-Timing: db;dur=53",
          "X-Sum: 1",
          "X-Sum: 2",
          "",
          "")),
      Action.fin());

  @ParameterizedTest
  @EnumSource
  void areReadAfterTheBody(Mode mode) {
    try (FaultServer server = FaultServer.start(TRAILERS);
        Session session = Session.create()) {
      Response response = mode.get(session, server.url("/"));

      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.trailers().first("server-timing")).hasValue("db;dur=53");
      assertThat(response.trailers().all("X-Sum")).containsExactly("1", "2");
      assertThat(response.header("X-Sum")).isEmpty();
    }
  }

  @Test
  void ofAStreamAreEmptyBeforeItsEnd(@TempDir Path directory) throws IOException {
    try (FaultServer server = FaultServer.start(Step.repeat(2, TRAILERS));
        Session session = Session.create()) {
      try (StreamedResponse response = session.stream(Request.get(server.url("/")))) {
        assertThat(response.trailers().size()).isZero();
        response.body().readAllBytes();
        assertThat(response.trailers().first("X-Sum")).hasValue("1");
      }
      DownloadedResponse download =
          session.download(Request.get(server.url("/")), directory.resolve("file"));
      assertThat(download.trailers().first("X-Sum")).hasValue("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void interimResponsesAreTold(Mode mode) throws InterruptedException {
    try (FaultServer server = FaultServer.start(TRAILERS);
        Session session = Session.create()) {
      BlockingQueue<String> seen = new LinkedBlockingQueue<>();
      Request request = Request.get(server.url("/")).interim((status, headers) -> {
        seen.add(status + " " + headers.first("Link").orElse("-"));
        throw new IllegalStateException("of the listener");
      });

      assertThat(mode.request(session, request).status()).isEqualTo(200);

      // Told on other threads, perhaps after the response.
      assertThat(Arrays.asList(seen.poll(30, TimeUnit.SECONDS), seen.poll(30, TimeUnit.SECONDS)))
          .containsExactlyInAnyOrder("103 </a.css>; rel=preload", "102 -");
    }
  }

  @Test
  void responsesWithoutTrailersHaveNone() {
    MockedSession mocked = new MockedSession();
    mocked.transport.handle(request -> MockedSession.answer(200));

    assertThat(mocked.session().get("http://example.com/").trailers()).isEqualTo(Headers.empty());
  }
}
