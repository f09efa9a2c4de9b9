/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static dev.holdfast.http.MockedSession.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures that say nothing against the server: their retries are free, within bounds. */
@ParameterizedClass
@MethodSource("lanesAndFailures")
class HarmlessFailuresTest {

  private static final String URL = "http://api.example.com/orders";

  private final MockedSession mocked = new MockedSession();
  private final Budget budget = new RetryBudget(0, 3, Duration.ofHours(1), Duration.ofSeconds(10))
      .open("api.example.com", mocked.time);
  private final Mode mode;
  private final TransportException failure;

  HarmlessFailuresTest(Mode mode, TransportException failure) {
    this.mode = mode;
    this.failure = failure;
  }

  static Stream<Arguments> lanesAndFailures() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(failed().asStaleConnection(), failed().asUnprocessed())
            .map(failure -> Arguments.of(mode, failure)));
  }

  private static TransportException failed() {
    return TransportException.of(
        FailureKind.CONNECTION_ABORTED, Sent.NO, "the connection ended", null);
  }

  private Session session() {
    return mocked
        .builder()
        .retry(exact().total(9).build())
        .safeguards(Safeguards.builder()
            .retryBudget(budget)
            .breaker(BreakerPolicy.builder().lastCalls(4).minimumCalls(4).build())
            .build())
        .build();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      mocked.transport.handle(request -> {
        throw failure;
      });
    }
  }

  @Tag("P01")
  @Test
  void aRestartThatMeetsManyCallsCostsNeitherRetriesNorTheBreaker() {
    Session session = session();
    for (int i = 0; i < 64; i++) {
      fail(2);
      mocked.transport.respond(200);

      assertThat(mode.request(session, Request.post(URL)).status()).isEqualTo(200);
    }

    assertThat(budget.left()).hasValue(3);
    assertThat(mocked.time.slept()).isZero();
    CircuitBreaker breaker = session.origin(URL).breaker().orElseThrow();
    assertThat(breaker.snapshot().failed()).isZero();
  }

  @Tag("P01")
  @Test
  void aServerThatGoesOnLikeThatIsNotHammered() {
    // Another call has failed as well: this one is not alone.
    budget.tryAcquire(new Budget.Purpose(1, 0, 0));
    mocked.transport.otherwise(request -> {
      throw failure;
    });

    ProtocolException end = catchThrowableOfType(
        ProtocolException.class, () -> mode.request(session(), Request.post(URL)));

    assertThat(end.attempts()).extracting(Attempt::delay).startsWith(millis(0, 0, 500, 1_000));
    // The first two are free, the budget has paid for two more.
    assertThat(end.attempts()).hasSize(5);
    assertThat(end).hasMessageContaining("the retry budget of api.example.com");
  }

  @Test
  void theyCountAmongTheRetriesOfTheCall() {
    mocked.transport.otherwise(request -> {
      throw failure;
    });
    Session once = mocked.builder().retry(exact().total(1).build()).build();

    ProtocolException end =
        catchThrowableOfType(ProtocolException.class, () -> mode.get(once, URL));

    assertThat(end.attempts()).hasSize(2);
  }
}
