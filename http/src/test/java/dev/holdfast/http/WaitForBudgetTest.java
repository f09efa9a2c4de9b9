/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A call of a session that waits until the retry budget can pay for its retry. */
@ParameterizedClass
@EnumSource(Mode.class)
class WaitForBudgetTest {

  private static final String URL = "http://api.example.com/orders";

  /** Shorter is only what gives the engine time at the deadline: here it needs real time. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

  /** The backoff waits up to 4 s, and a call in the queue of the budget asks each second. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

  private final MockedSession mocked = new MockedSession();
  private final WatchedTime time = new WatchedTime(mocked.time);
  private final Session session = mocked
      .builder()
      .time(time)
      .retry(MockedSession.exact().waitForBudget(true).build())
      .build();
  private final Mode mode;

  WaitForBudgetTest(Mode mode) {
    this.mode = mode;
  }

  @BeforeEach
  void useTheBudgetUp() throws InterruptedException {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Response response = call(Duration.ofMinutes(2));
    assertThat(response.attempts()).hasSize(6);
    assertThat(session.origin(URL).snapshot().retriesLeft()).hasValue(0);
  }

  private Response call(Duration deadline) throws InterruptedException {
    Request request = Request.get(URL).deadline(deadline);
    CompletableFuture<Response> call =
        CompletableFuture.supplyAsync(() -> mode.request(session, request));
    time.passUntilDone(call, SHORTEST_WAIT, LONGEST_WAIT);
    return Mode.await(call);
  }

  @Test
  void theRetryIsMadeWhenTheBudgetHasFilled() throws InterruptedException {
    mocked.transport.respond(503).respond(200);
    long before = mocked.time.nanoTime();

    Response response = call(Duration.ofMinutes(10));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.attempts()).hasSize(2);
    assertThat(response.explain())
        .contains("held back before it began: the retry budget of api.example.com")
        .contains("the call waits until it can pay");
    Duration waited = Duration.ofNanos(mocked.time.nanoTime() - before);
    assertThat(waited)
        .as("5 retries fill in 300 s, and the first call has waited 7.5 s since it used the first")
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
  }

  @Test
  void theCallEndsAtItsDeadlineAndSaysWhatItWaitedFor() {
    DeadlineExceededException thrown =
        catchThrowableOfType(DeadlineExceededException.class, () -> call(Duration.ofSeconds(20)));

    assertThat(thrown).hasMessageContaining("the deadline has passed while the call waited for it");
    assertThat(thrown.explain()).contains("the retry budget of api.example.com");
    assertThat(mocked.transport.requests()).hasSize(6 + 1);
  }
}
