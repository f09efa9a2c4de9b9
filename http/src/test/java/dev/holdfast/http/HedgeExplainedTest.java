/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.http.HeldTransport.Held;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.latency.Hedge;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a call says of its hedge, and its breaker hears of it. All steps run when they are due. */
class HedgeExplainedTest {

  private static final String URL = "http://api.example.com/orders";
  private static final Duration DELAY = Duration.ofMillis(50);

  private final VirtualTime time = VirtualTime.create();
  private final HeldTransport transport = new HeldTransport();

  private Session session(Safeguards.Builder rules) {
    return Session.builder()
        .asyncTransport(transport)
        .time(time)
        .executor(Runnable::run)
        .retry(MockedSession.exact().total(0).build())
        .safeguards(rules.hedge(Hedge.after(DELAY)).build())
        .build();
  }

  private CompletableFuture<Response> begin(Session session) {
    return session.sendAsync(Request.get(URL));
  }

  /** A call whose hedge has been considered, and which the first attempt then answers. */
  private String explained(Session session) throws Exception {
    CompletableFuture<Response> call = begin(session);
    Held first = transport.next();
    time.advance(DELAY);
    first.answer(200);
    return call.get(30, TimeUnit.SECONDS).explain();
  }

  private static CircuitBreaker.Snapshot counted(Session session) {
    return session.origin(URL).breaker().orElseThrow().snapshot();
  }

  @Test
  void anEmptyBudget() throws Exception {
    Session session = session(Safeguards.builder());
    for (int i = 0; i < RetryBudget.hedges().reserve(); i++) {
      assertThat(explained(session)).contains("cancelled");
      transport.next();
    }

    assertThat(explained(session))
        .contains("note: hedge of attempt 1 after 50 ms: not sent, the retry budget of"
            + " the hedges to api.example.com");
  }

  @Test
  void noPlaceIsFree() throws Exception {
    Session session = session(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1)));

    assertThat(explained(session))
        .contains("note: hedge of attempt 1 after 50 ms: not sent, the concurrency limit of"
            + " api.example.com (1 at once) is reached");
  }

  @Test
  @Tag("I9")
  void aProbe() throws Exception {
    Session session = session(Safeguards.builder().breaker(BreakerPolicy.defaults()));
    session.origin(URL).breaker().orElseThrow().open();
    time.advance(Duration.ofSeconds(6));

    assertThat(explained(session))
        .contains("note: hedge of attempt 1 after 50 ms: not sent, circuit breaker api.example.com"
            + " is open: a hedge is no probe");
    assertThat(counted(session).calls()).isEqualTo(1);
    assertThat(counted(session).state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
  }

  @Test
  void aCooldownThatBeganMeanwhile() throws Exception {
    Session session = session(Safeguards.builder().cooldown(Cooldown.failing()));
    CompletableFuture<Response> call = begin(session);
    Held first = transport.next();
    session.origin(URL).coolDown(Duration.ofSeconds(5), "503 with Retry-After");
    time.advance(DELAY);
    first.answer(200);

    assertThat(call.get(30, TimeUnit.SECONDS).explain())
        .contains("note: hedge of attempt 1 after 50 ms: not sent, api.example.com recovers from an"
            + " overload");
  }

  @Test
  void anAnswerThatLosesIsStillWhatTheServerDid() throws Exception {
    Session session = session(Safeguards.builder().breaker(BreakerPolicy.defaults()));
    CompletableFuture<Response> call = begin(session);
    Held first = transport.next();
    time.advance(DELAY);
    first.answer(503);
    assertThat(counted(session).failed()).isEqualTo(1);
    transport.next().answer(200);

    assertThat(call.get(30, TimeUnit.SECONDS).explain()).contains("after 50 ms: won");
    assertThat(counted(session).calls()).isEqualTo(2);
    assertThat(counted(session).failed()).isEqualTo(1);
  }

  @Test
  void ifBothFailTheLastCountsAndTheHedgeHasFailedToo() throws Exception {
    Session session = session(Safeguards.builder());
    CompletableFuture<Response> call = begin(session);
    Held first = transport.next();
    time.advance(DELAY);
    first.fail(TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "late", null));
    transport.next().answer(503);

    assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(503);
    assertThat(call.join().explain()).contains("after 50 ms: failed too");
  }

  @Test
  @Tag("I4")
  void whatMayHaveReachedTheServerIsNeverSaidToBeUnsent() throws Exception {
    CompletableFuture<Response> call = begin(session(Safeguards.builder()));
    Held first = transport.next();
    time.advance(DELAY);
    first.fail(TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "late", null));
    transport
        .next()
        .fail(TransportException.of(FailureKind.CONNECT_REFUSED, Sent.NO, "refused", null));

    ReadTimeoutException thrown =
        catchThrowableOfType(ReadTimeoutException.class, () -> Mode.await(call));
    assertThat(thrown.sent()).isEqualTo(Sent.MAYBE);
  }

  @Test
  @Tag("I10")
  void anAnswerThatComesAfterTheEndIsClosedUnread() throws Exception {
    CompletableFuture<Response> call = begin(session(Safeguards.builder()));
    Held first = transport.next();
    time.advance(DELAY);
    transport.next().answer(200);
    call.get(30, TimeUnit.SECONDS);
    first.answer(302);

    first.awaitResponseClosed();
    assertThat(call.join().explain()).contains("after 50 ms: won");
  }
}
