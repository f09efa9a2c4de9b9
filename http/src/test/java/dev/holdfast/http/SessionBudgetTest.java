/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.latency.Hedge;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How many retries the calls of one session may make together. */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionBudgetTest {

  private static final String URL = "http://api.example.com/orders";
  private static final String OTHER = "http://other.example.com/";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionBudgetTest(Mode mode) {
    this.mode = mode;
  }

  private Session session(Safeguards.Builder safeguards) {
    return mocked.builder().safeguards(safeguards.build()).build();
  }

  @Test
  void aFailingCallMayUseAllItsRetriesAndTheNextIsCutShort() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session session = mocked.session();

    assertThat(mode.get(session, URL).attempts()).hasSize(6);
    Response next = mode.get(session, URL);

    assertThat(next.status()).isEqualTo(503);
    assertThat(next.attempts()).hasSize(1);
    assertThat(next.explain())
        .contains("stop: status 503; the retry budget of api.example.com"
            + " (30 % of the successes of 3.3 s, or 5 per 300 s) is used up");
  }

  @Test
  void aCallThatIsTheOnlyOneToFailMayUseAllItsRetriesHoweverManyTheyAre() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session session = mocked.builder().retry(exact().total(10).build()).build();

    Request patient = Request.get(URL).deadline(Duration.ofHours(2));
    assertThat(mode.request(session, patient).attempts()).hasSize(11);
    // The account is empty, but by now the other call's failures are more than a minute old.
    mocked.time.advance(Duration.ofSeconds(61));
    assertThat(mode.request(session, patient).attempts()).hasSize(11);
  }

  @Test
  void aRetryThatSucceedsCostsNothing() {
    Session session = mocked.session();
    for (int i = 0; i < 50; i++) {
      mocked.transport.respond(503).respond(200);
      assertThat(mode.get(session, URL).status()).isEqualTo(200);
    }

    // What these successes pay is gone by then.
    mocked.time.advance(Duration.ofSeconds(10));
    assertThat(session.origin(URL).snapshot().retriesLeft()).hasValue(5);
  }

  @Test
  void aRetryAfterALimitCostsEvenIfItSucceeds() {
    mocked.transport.respond(429).respond(200);
    Session session = mocked.session();
    mode.get(session, URL);

    assertThat(session.origin(URL).snapshot().retriesLeft()).hasValue(4);
  }

  @Test
  void aThousandOriginsTogetherMakeFewRetries() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session session = mocked.session();

    for (int i = 0; i < 1_000; i++) {
      mode.get(session, "http://host" + i + ".example.com/");
    }

    // The reserve of the session, one that has filled again, and what its first call alone used.
    assertThat(mocked.transport.requests()).hasSizeBetween(1_020, 1_040);
    assertThat(session.describe("http://host999.example.com/"))
        .contains("the retry budget of the session");
  }

  @Test
  void hedgesDoNotUseUpWhatRetriesNeed() {
    Session session = session(Safeguards.builder().hedge(Hedge.after(Duration.ofMillis(50))));
    Budget hedges = ((OriginPolicies) session.origin(URL)).pipeline().hedgeBudget();
    while (hedges.tryAcquire()) {
      // All are used up.
    }

    assertThat(session.origin(URL).snapshot().retriesLeft()).hasValue(5);
    assertThat(hedges.describe()).contains("the retry budget of the hedges to api.example.com");
  }

  @Test
  void eachOriginHasABudgetOfItsOwn() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session session = mocked.session();
    mode.get(session, URL);
    assertThat(mode.get(session, URL).attempts()).hasSize(1);

    assertThat(mode.get(session, OTHER).attempts()).hasSize(6);
  }

  @Test
  void anAccountOfTheCallersBoundsOriginsAndSessionsTogether() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Budget account = RetryBudget.of(0, 7).open("all origins", mocked.time);
    Session one = session(Safeguards.builder().retryBudget(account));
    Session another = session(Safeguards.builder().retryBudget(account));

    assertThat(mode.get(one, URL).attempts()).hasSize(6);
    // 7.5 s of waiting have put nearly one retry back: 60 s fill seven.
    Response second = mode.get(another, OTHER);

    assertThat(second.attempts()).hasSize(3);
    assertThat(second.explain()).contains("stop: status 503; the retry budget of all origins");
    assertThat(another.describe(URL)).contains("the retry budget of all origins");
  }

  @Test
  void aMountThatMayRetryMoreOftenDoesNotWidenTheReserve() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session session = mocked
        .builder()
        .mount(URL + "/patient", own -> own.retry(exact().total(100).build()))
        .build();
    mode.get(session, URL);

    assertThat(mode.get(session, URL + "/patient").attempts()).hasSize(1);
    assertThat(session.describe(URL)).contains("or 5 per 300 s");
  }

  @Test
  void aBudgetThatIsUsedUpKeepsTheFailuresOwnType() {
    for (int i = 0; i < 20; i++) {
      mocked.transport.fail(FailureKind.CONNECT_REFUSED, Sent.NO);
    }
    Session session = mocked.session();
    catchThrowableOfType(ConnectException.class, () -> mode.get(session, URL)).attempts();
    catchThrowableOfType(ConnectException.class, () -> mode.get(session, URL)).attempts();

    ConnectException third =
        catchThrowableOfType(ConnectException.class, () -> mode.get(session, URL));

    assertThat(third.category()).isEqualTo(Category.CONNECT_REFUSED);
    assertThat(third).hasMessageContaining("the retry budget of api.example.com");
    assertThat(third.sent()).isEqualTo(Sent.NO);
  }
}
