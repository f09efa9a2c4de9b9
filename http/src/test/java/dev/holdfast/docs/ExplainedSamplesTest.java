/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.mock.MockTransport.Handler;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Calls as {@code explain()} tells them, for pages that show one. */
class ExplainedSamplesTest {

  /** Time passes when the story says so; the draws of jitter are always the same. */
  private static final class Story {
    final VirtualTime time = VirtualTime.create();
    final RandomGenerator random = new Random(20);
    final MockTransport transport = MockTransport.create();

    Story answer(long afterMillis, int status, Headers headers) {
      return then(afterMillis, request -> new MockResponse(status, headers, new byte[0]));
    }

    Story failure(long afterMillis, FailureKind kind, Sent sent, String message) {
      return then(afterMillis, request -> {
        throw TransportException.of(kind, sent, message, null);
      });
    }

    private Story then(long afterMillis, Handler handler) {
      transport.handle(request -> {
        time.advance(Duration.ofMillis(afterMillis));
        return handler.handle(request);
      });
      return this;
    }

    Session session() {
      return Session.builder().transport(transport).time(time).random(random).build();
    }
  }

  private static Headers retryAfter(String value) {
    return Headers.empty().plus("Retry-After", value);
  }

  static Response survivesABadMinute() {
    Story story = new Story()
        .failure(
            27_000,
            FailureKind.READ_TIMEOUT,
            Sent.MAYBE,
            "api.example.com:443: waiting for the response head: no byte came for 27 s")
        .answer(48, 503, Headers.empty())
        .answer(52, 429, retryAfter("2"))
        .answer(61, 200, Headers.empty());
    try (Session session = story.session()) {
      return session.get("https://api.example.com/reports/june");
    }
  }

  static String timeline() {
    return survivesABadMinute().explain();
  }

  static ProtocolException unsafePost() {
    Story story = new Story()
        .failure(
            35,
            FailureKind.CONNECTION_ABORTED,
            Sent.MAYBE,
            "api.example.com:443: connection ended before any byte of a response");
    try (Session session = story.session()) {
      return catchThrowableOfType(
          ProtocolException.class,
          () -> session.request(Request.post("https://api.example.com/orders")));
    }
  }

  static String refusal() {
    return unsafePost().explain();
  }

  @Test
  void theTimelineIsOfACallThatEndedWell() {
    assertThat(survivesABadMinute().status()).isEqualTo(200);
    assertThat(survivesABadMinute().attempts()).hasSize(4);
  }

  @Test
  void theRefusalIsOfOneAttempt() {
    assertThat(unsafePost().attempts()).hasSize(1);
  }
}
