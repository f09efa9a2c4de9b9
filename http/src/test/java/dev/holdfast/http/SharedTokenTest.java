/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.auth.AccessToken;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One token for many calls, and for streamed ones. */
class SharedTokenTest {

  private static final String ORIGIN = "https://api.example.com";
  private static final int CALLS = 100;

  private final AtomicInteger fetched = new AtomicInteger();
  private final CountDownLatch refused = new CountDownLatch(CALLS);
  private final MockTransport transport = MockTransport.create().otherwise(this::answer);

  /** Refuses the first token, when as many calls have come with it as there are. */
  private TransportResponse answer(TransportRequest request) {
    if (request.headers().first("Authorization").filter("Bearer t1"::equals).isEmpty()) {
      return MockedSession.answer(200);
    }
    refused.countDown();
    try {
      assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return MockedSession.answer(401);
  }

  private Session session() {
    return Session.builder()
        .transport(transport)
        .authentication(
            ORIGIN, Authentication.bearer(() -> AccessToken.of("t" + fetched.incrementAndGet())))
        .build();
  }

  @Test
  @Tag("X14")
  void callsThatAreRefusedAtOnceWaitForOneToken() {
    try (Session session = session()) {
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(session.sendAsync(Request.get(ORIGIN + "/" + i)));
      }

      assertThat(calls)
          .extracting(CompletableFuture::join)
          .extracting(Response::status)
          .containsOnly(200);
      assertThat(fetched).hasValue(2);
    }
  }

  @Test
  void aStreamIsSentAgainWithANewToken() {
    try (Session session = session()) {
      for (int i = 0; i < CALLS; i++) {
        refused.countDown();
      }

      try (StreamedResponse response = session.stream(Request.get(ORIGIN + "/a"))) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.attempts()).hasSize(2);
      }
      assertThat(session.streamAsync(Request.get(ORIGIN + "/b")).join().status())
          .isEqualTo(200);
    }
  }
}
