/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.assertj;

import static dev.holdfast.assertj.HoldfastAssertions.assertThat;
import static dev.holdfast.assertj.HoldfastAssertions.assertThatCallFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.Category;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HoldfastAssertionsTest {

  private static final String URL = "https://shop.example/tea";

  private final MockTransport mock = MockTransport.create();
  private final Session session = Session.builder()
      .transport(mock)
      .time(VirtualTime.create())
      .retry(Retry.builder()
          .total(2)
          .backoff(Backoff.exponential(Duration.ofSeconds(1)).jitter(Jitter.none()))
          .build())
      .build();

  @AfterEach
  void close() {
    session.close();
  }

  private Response recovered() {
    mock.respond(503)
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(200, Headers.empty().plus("Via", "a").plus("Via", "b"), "tea");
    return session.get(URL);
  }

  @Test
  void aCallThatRecovered() {
    assertThat(recovered())
        .hasStatus(200)
        .hasHeader("via", "b")
        .hasText("tea")
        .hasRedirects(0)
        .hasAttempts(3)
        .hasAttempts("503", "read_timeout", "200")
        .hasWaits(Duration.ZERO, Duration.ofSeconds(1))
        .waited(Duration.ofSeconds(1))
        .waitedBetween(Duration.ofSeconds(1), Duration.ofSeconds(1))
        .tookAtMost(Duration.ofSeconds(1))
        .endedBecause("200");
  }

  static Consumer<ResponseAssert> that(Consumer<ResponseAssert> wrong) {
    return wrong;
  }

  static Arguments[] wrong() {
    return new Arguments[] {
      Arguments.of("status: 201", that(it -> it.hasStatus(201))),
      Arguments.of("header Via: c", that(it -> it.hasHeader("Via", "c"))),
      Arguments.of("text: coffee", that(it -> it.hasText("coffee"))),
      Arguments.of("redirects: 1", that(it -> it.hasRedirects(1))),
      Arguments.of("attempts: 2", that(it -> it.hasAttempts(2))),
      Arguments.of("attempts: [200]", that(it -> it.hasAttempts("200"))),
      Arguments.of("waits: [PT1S]", that(it -> it.hasWaits(Duration.ofSeconds(1)))),
      Arguments.of("time of waiting: PT2S", that(it -> it.waited(Duration.ofSeconds(2)))),
      Arguments.of(
          "time of waiting: PT2S to PT3S",
          that(it -> it.waitedBetween(Duration.ofSeconds(2), Duration.ofSeconds(3)))),
      Arguments.of(
          "time of waiting: PT0S to PT0.5S",
          that(it -> it.waitedBetween(Duration.ZERO, Duration.ofMillis(500)))),
      Arguments.of("duration: up to PT0.5S", that(it -> it.tookAtMost(Duration.ofMillis(500)))),
      Arguments.of("reason: 404", that(it -> it.endedBecause("404"))),
    };
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aFailedAssertionSaysWhatWasExpectedAndShowsTheTimeline(
      String expected, Consumer<ResponseAssert> wrong) {
    Response response = recovered();

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> wrong.accept(assertThat(response).as("the tea")))
        .withMessageContaining("[the tea]")
        .withMessageContaining("Expected " + expected + "\n")
        .withMessageContaining(response.explain());
  }

  @Test
  void aCallThatFailed() {
    mock.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);

    assertThatCallFails(() -> session.post(URL))
        .hasCategory(Category.READ_TIMEOUT)
        .hasSent(Sent.MAYBE)
        .hasAttempts("read_timeout")
        .endedBecause("POST may have been processed")
        .hasMessageContaining("scripted read_timeout")
        .waited(Duration.ZERO);
  }

  @Test
  void whatTheServerAskedFor() {
    mock.respond(429, Headers.empty().plus("Retry-After", "3600"), "");

    assertThatCallFails(() -> session.get(URL).raiseForStatus())
        .hasStatus(429)
        .hasRetryAfter(Duration.ofHours(1));
  }

  @Test
  void theExceptionOfAnotherLibraryIsLookedThrough() {
    mock.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);

    assertThatCallFails(() -> {
          try {
            return session.post(URL);
          } catch (RequestException e) {
            throw new IllegalStateException("as a host does", e);
          }
        })
        .hasCategory(Category.READ_TIMEOUT);
  }

  @Test
  void aCallThatReturnsHasNotFailed() {
    mock.respond(204);

    assertFails(() -> assertThatCallFails(() -> session.get(URL)), "result: 204");
  }

  @Test
  void anotherExceptionIsNoFailedCall() {
    assertFails(
        () -> assertThatCallFails(() -> {
          throw new IllegalStateException("something else");
        }),
        "something else");
  }

  @Test
  void nothingIsNoResponse() {
    assertFails(() -> assertThat((Response) null).hasAttempts(1), "not to be null");
  }

  private static void assertFails(ThrowingCallable wrong, String message) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(wrong)
        .withMessageContaining(message);
  }
}
