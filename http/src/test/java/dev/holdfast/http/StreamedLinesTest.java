/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamedLinesTest {

  private static Step body(String contentType, byte[] bytes, int announced) {
    return Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: "
            + announced + "\r\n\r\n"),
        Action.send(bytes),
        Action.fin());
  }

  private static List<String> published(Session session, String url) {
    CompletableFuture<List<String>> all = new CompletableFuture<>();
    Mode.await(session.streamAsync(Request.get(url))).lines().subscribe(new Flow.Subscriber<>() {
      private final List<String> lines = new ArrayList<>();
      private Flow.Subscription source = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(1);
      }

      @Override
      public void onNext(String line) {
        lines.add(line);
        source.request(1);
      }

      @Override
      public void onError(Throwable error) {
        lines.add(String.valueOf(error instanceof TransportException));
        all.complete(lines);
      }

      @Override
      public void onComplete() {
        all.complete(lines);
      }
    });
    return Mode.await(all);
  }

  @Test
  void linesComeInTheCharsetOfTheResponse() {
    byte[] bytes = "gr\u00fcn\r\nblau".getBytes(StandardCharsets.ISO_8859_1);
    Step step = body("text/plain; charset='iso-8859-1'", bytes, bytes.length);
    try (FaultServer server = FaultServer.start(Step.repeat(3, step));
        Session session = Session.create()) {
      try (Stream<String> lines = session.stream(Request.get(server.url("/"))).lines()) {
        assertThat(lines).containsExactly("gr\u00fcn", "blau");
      }
      try (StreamedResponse response = session.stream(Request.get(server.url("/")))) {
        assertThat(response.lines(StandardCharsets.UTF_8)).containsExactly("gr\ufffdn", "blau");
        assertThatIllegalStateException().isThrownBy(response::lines);
      }
      assertThat(published(session, server.url("/"))).containsExactly("gr\u00fcn", "blau");
    }
  }

  @Test
  void whatCameBeforeACutIsThereAndTheCutIsAnError() {
    byte[] bytes = "one\ntwo\nthr".getBytes(StandardCharsets.UTF_8);
    try (FaultServer server = FaultServer.start(Step.repeat(2, body("text/plain", bytes, 100)));
        Session session = Session.create()) {
      try (StreamedResponse response = session.stream(Request.get(server.url("/")))) {
        Iterator<String> lines = response.lines().iterator();
        assertThat(lines.next()).isEqualTo("one");
        assertThat(lines.next()).isEqualTo("two");
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(lines::hasNext);
      }
      assertThat(published(session, server.url("/"))).containsExactly("one", "two", "true");
    }
  }

  @Test
  void aLineWithoutEndIsBounded() {
    try (FaultServer server = FaultServer.start(
            Step.raw(Action.send("HTTP/1.1 200 OK\r\n\r\n"), Action.endless(new byte[8_192])));
        Session session = Session.builder().maxBodySize(100_000).build();
        StreamedResponse response = session.stream(Request.get(server.url("/")))) {
      assertThatThrownBy(() -> response.lines().count())
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("a line of more than 100000 characters");
    }
  }
}
