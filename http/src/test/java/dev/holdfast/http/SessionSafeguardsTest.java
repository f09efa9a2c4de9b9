/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static dev.holdfast.http.MockedSession.millis;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.pace.Pacing;
import dev.holdfast.rate.LimitCell;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that the calls of one session share, so that they do not make an outage worse. */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionSafeguardsTest {

  private static final String URL = "http://api.example.com/orders";
  private static final String OTHER = "http://other.example.com/";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionSafeguardsTest(Mode mode) {
    this.mode = mode;
  }

  private Session session(Safeguards.Builder safeguards) {
    return mocked.builder().safeguards(safeguards.build()).build();
  }

  @Tag("A09")
  @Tag("I7")
  @Test
  void aStormOfTenThousandCallsMakesATenthMoreAttemptsAndTheBreakerOpens() {
    mocked.transport.otherwise(request -> MockedSession.answer(503));
    Session plain = mocked.session();
    for (int i = 0; i < 10_000; i++) {
      mocked.time.advance(Duration.ofMillis(1));
      mode.get(plain, URL);
    }

    assertThat(mocked.transport.requests()).hasSizeLessThan(11_000);
    MockedSession guarded = new MockedSession();
    guarded.transport.otherwise(request -> MockedSession.answer(503));
    Session breaking = guarded
        .builder()
        .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
        .build();
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      guarded.time.advance(Duration.ofMillis(1));
      CallRefusedException e =
          catchThrowableOfType(CallRefusedException.class, () -> mode.get(breaking, URL));
      refused += e != null && e.category() == Category.BREAKER_OPEN ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(900);
    assertThat(guarded.transport.requests()).hasSizeLessThan(100);
  }

  @Test
  void anOpenBreakerRefusesBeforeAnythingIsSentAndSaysWhenToComeBack() {
    Session session = session(Safeguards.builder().breaker(BreakerPolicy.defaults()));
    session.origin(URL).breaker().orElseThrow().open();

    CallRefusedException e =
        catchThrowableOfType(CallRefusedException.class, () -> mode.get(session, URL));

    assertThat(mocked.transport.requests()).isEmpty();
    assertThat(e.category()).isEqualTo(Category.BREAKER_OPEN);
    assertThat(e.sent()).isEqualTo(Sent.NO);
    assertThat(e.retryAfter())
        .hasValueSatisfying(
            after -> assertThat(after).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6)));
    assertThat(e.explain())
        .contains("breaker_open: circuit breaker api.example.com is open: opened by hand");
  }

  @Test
  void aRefusedRetryDoesNotHideThatAnEarlierAttemptMayHaveArrived() {
    mocked.transport.otherwise(request -> {
      throw TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "silence", null);
    });
    Session session = session(Safeguards.builder()
        .breaker(BreakerPolicy.builder()
            .lastCalls(2)
            .minimumCalls(2)
            .openFor(Duration.ofSeconds(5))
            .build()));
    Request order = Request.post(URL).idempotencyKey(IdempotencyKey.of("order-1"));

    CallRefusedException retried =
        catchThrowableOfType(CallRefusedException.class, () -> mode.request(session, order));
    CallRefusedException never =
        catchThrowableOfType(CallRefusedException.class, () -> mode.request(session, order));

    assertThat(retried.attempts())
        .extracting(Attempt::sent)
        .containsExactly(Sent.MAYBE, Sent.MAYBE, Sent.NO);
    assertThat(retried.sent()).isEqualTo(Sent.MAYBE);
    assertThat(never.sent()).isEqualTo(Sent.NO);
  }

  @Test
  void aNotFoundIsASuccessOfTheServerAndAnUnrepeatable503IsAFailure() {
    Session session = session(Safeguards.builder()
        .breaker(BreakerPolicy.builder().minimumCalls(4).failureRate(0.5).build()));
    mocked.transport.respond(404).respond(404).respond(503).respond(503);
    mode.get(session, URL);
    mode.get(session, URL);
    mode.request(session, Request.post(URL));
    mode.request(session, Request.post(URL));

    CircuitBreaker breaker = session.origin(URL).breaker().orElseThrow();

    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(breaker.snapshot().failed()).isEqualTo(2);
  }

  @Test
  void pacesByTheQuotaThatTheServerAnnounces() {
    mocked
        .transport
        .respond(
            200,
            Headers.empty()
                .plus("RateLimit-Policy", "\"default\";q=100;w=60")
                .plus("RateLimit", "\"default\";r=0;t=20"),
            "")
        .respond(200);
    Session session = session(Safeguards.builder().pacing(Pacing.defaults()));
    mode.get(session, URL);
    mode.get(session, URL);

    // And up to a second, so that not all come back at once.
    assertThat(mocked.time.sleeps())
        .singleElement(as(DURATION))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @Test
  void aRateLimitSpacesAttemptsRetriesIncluded() {
    mocked.transport.respond(503).respond(200);
    Session session =
        session(Safeguards.builder().rate(RateLimit.of(1, Duration.ofSeconds(3)).burst(1)));

    mode.get(session, URL);

    assertThat(mocked.time.sleeps()).containsExactly(millis(3_000));
  }

  @Test
  void aRedirectPassesThePoliciesOfWhereItLeads() {
    mocked.transport.respond(302, Headers.empty().plus("Location", OTHER), "");
    Session session = session(Safeguards.builder().breaker(BreakerPolicy.defaults()));
    session.origin(OTHER).breaker().orElseThrow().open();

    CallRefusedException e =
        catchThrowableOfType(CallRefusedException.class, () -> mode.get(session, URL));

    assertThat(e).hasMessageStartingWith("circuit breaker other.example.com is open");
    assertThat(e.attempts()).hasSize(2);
  }

  @Test
  void attemptsHaveTheMostTimeFirstAndThenWhatIsObservedToDo() {
    mocked.transport.otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));
    Session session = mocked
        .builder()
        .deadlineHeader(DeadlineHeader.of("X-Left-Ms"))
        .safeguards(Safeguards.builder()
            .attemptTimeout(ObservedTimeout.within(Duration.ofSeconds(1), Duration.ofSeconds(5)))
            .build())
        .build();

    for (int i = 0; i <= 100; i++) {
      mode.get(session, URL);
    }

    assertThat(mocked.transport.requests())
        .extracting(request -> request.headers().first("X-Left-Ms").orElseThrow())
        .startsWith("5000")
        .endsWith("1000");
  }

  @Test
  void aMountMayHaveSafeguardsOfItsOwn() {
    Session session = mocked
        .builder()
        .mount(
            OTHER,
            settings -> settings.safeguards(
                Safeguards.builder().concurrency(ConcurrencyLimit.fixed(3)).build()))
        .build();

    assertThat(session.origin(URL).snapshot().concurrency()).isEmpty();
    assertThat(session.origin(OTHER).snapshot().concurrency().orElseThrow().limit())
        .isEqualTo(3);
  }

  @Test
  void mountsThatLeaveTheSafeguardsAloneShareWhatIsCounted() {
    Session session = mocked
        .builder()
        .safeguards(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(3)).build())
        .mount(
            URL + "/slow",
            settings -> settings
                .timeouts(settings.timeouts().pool(Duration.ofSeconds(25)))
                .retry(exact().total(40).build()))
        .build();

    assertThat(session.origin(URL + "/slow/1")).isSameAs(session.origin(URL));
    assertThat(session.describe(URL)).contains("or 5 per 300 s", "wait up to 25 s");
  }

  @Test
  void safeguardsWithANameCountForSeveralOriginsTogether() {
    Safeguards shared =
        Safeguards.builder().named("the shop").breaker(BreakerPolicy.defaults()).build();
    Session session = mocked
        .builder()
        .mount("http://api.example.com/", settings -> settings.safeguards(shared))
        .mount(OTHER, settings -> settings.safeguards(shared))
        .build();
    session.origin(URL).breaker().orElseThrow().forceOpen();

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> mode.get(session, OTHER));

    assertThat(refused).hasMessageContaining("circuit breaker the shop is open: opened by hand");
    assertThat(session.origins()).containsExactly(session.origin(OTHER));
  }

  @Test
  void allPlacesCanBeExportedAtOnce() {
    mocked.transport.otherwise(request -> MockedSession.answer(200));
    Session session = session(Safeguards.builder().breaker(BreakerPolicy.defaults()));
    mode.get(session, URL);
    mode.get(session, OTHER);

    assertThat(session.origins())
        .extracting(place -> place.snapshot().name())
        .containsExactlyInAnyOrder("api.example.com", "other.example.com");
    assertThat(session.origins())
        .allMatch(place -> place.snapshot().breaker().orElseThrow().calls() == 1);
  }

  @Test
  void aLimitStoreThatBreaksEndsTheCallAndKeepsNothing() {
    mocked.transport.otherwise(
        request -> new MockResponse(429, Headers.empty().plus("Retry-After", "1"), new byte[0]));
    Session session = mocked
        .builder()
        .limitStore(key -> new BrokenCell())
        .safeguards(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1)).build())
        .build();

    mode.request(session, Request.post(URL));
    mode.request(session, Request.post(URL));

    assertThatThrownBy(() -> mode.get(session, URL)).hasMessageEndingWith("the store is gone");
    assertThat(session.origin(URL).snapshot().concurrency().orElseThrow().inFlight())
        .isZero();
  }

  /** Fails when an answer tells it to close. */
  private static final class BrokenCell implements LimitCell {
    @Override
    public @Nullable Reservation take(long intervalNanos, int burst, long longestNanos) {
      return null;
    }

    @Override
    public long untilPermit() {
      return 0;
    }

    @Override
    public void close(long nanos) {
      throw new NoClassDefFoundError("the store is gone");
    }

    @Override
    public long closedFor() {
      return 0;
    }
  }

  @Test
  void aPlaceAtTheConcurrencyLimitIsWaitedForLikeOneInThePool() {
    Safeguards limited =
        Safeguards.builder().concurrency(ConcurrencyLimit.fixed(7)).build();
    Safeguards patient = limited.toBuilder()
        .concurrency(ConcurrencyLimit.fixed(7).longestWait(Duration.ofSeconds(3)))
        .build();
    SessionBuilder builder =
        mocked.builder().timeouts(Timeouts.defaults().pool(Duration.ofSeconds(2)));

    assertThat(builder.safeguards(limited).build().describe(URL)).contains("wait up to 2 s");
    assertThat(builder.safeguards(patient).build().describe(URL)).contains("wait up to 3 s");
  }

  @Test
  void describesAllThatActsOnACallFromTheOutsideIn() {
    String description =
        session(Safeguards.builder().breaker(BreakerPolicy.defaults())).describe(URL);

    assertThat(description.lines().map(line -> line.split("[\\[ ]", 2)[0]))
        .containsExactly("deadline", "Retry", "the", "circuit", "cooldown:", "Timeouts");
    assertThat(description).contains("deadline 120 s", "30 % of the successes", "connect 3.05 s");
  }
}
