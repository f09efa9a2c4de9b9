/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.http.CallRefusedException;
import dev.holdfast.http.DeadlineHeader;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.safeguard.OriginSnapshot;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The chapter on outages. */
class OutageSamplesTest {

  private static final String URL = "http://api.example.com/orders";

  @Test
  void policiesOfASession() {
    // sample: session
    Session session = Session.builder()
        .safeguards(Safeguards.builder()
            .retryBudget(RetryBudget.of(0.3, 5)) // the default
            .cooldown(Cooldown.failing()) // others do not wait
            .breaker(BreakerPolicy.defaults())
            .rate(RateLimit.of(50, Duration.ofSeconds(1)))
            .concurrency(ConcurrencyLimit.gradient())
            .build())
        .mount("https://internal.example.com/", own -> own.safeguards(Safeguards.off()))
        .build();
    // end

    assertThat(((OriginPolicies) session.origin(URL)).pipeline().guards()).hasSize(4);
    assertThat(((OriginPolicies) session.origin("https://internal.example.com/"))
            .pipeline()
            .guards())
        .isEmpty();
    session.close();
  }

  @Test
  void oneBudgetForAll() {
    // sample: shared
    Budget account = RetryBudget.defaults().open("the whole program", TimeSource.system());
    Safeguards together = Safeguards.builder().retryBudget(account).build();
    Session orders = Session.builder().safeguards(together).build();
    Session reports = Session.builder().safeguards(together).build();
    Retrier database = Retrier.builder().safeguards(together).build();
    // end

    account.tryAcquire();
    String left = "the retry budget of the whole program"
        + " (30 % of the successes of 3.3 s, or 5 per 300 s) has 4 left";
    assertThat(orders.describe(URL)).contains(left);
    assertThat(reports.describe(URL)).contains(left);
    assertThat(database.get(() -> "row 42")).isEqualTo("row 42");
    orders.close();
    reports.close();
  }

  @Test
  void onePlaceOfSeveralOrigins() {
    // sample: named
    Safeguards shop =
        Safeguards.builder().named("the shop").breaker(BreakerPolicy.defaults()).build();
    Session session = Session.builder()
        .mount("https://api.shop.example/", settings -> settings.safeguards(shop))
        .mount("https://images.shop.example/", settings -> settings.safeguards(shop))
        .build();
    // end

    assertThat(session.origin("https://api.shop.example/orders"))
        .isSameAs(session.origin("https://images.shop.example/1.png"));
    session.close();
  }

  @Test
  void allPlacesAtOnce() {
    Session session = Session.builder()
        .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
        .build();
    session.origin(URL).breaker().orElseThrow().forceOpen();
    List<String> gauges = new ArrayList<>();

    // sample: export
    for (OriginState origin : session.origins()) {
      OriginSnapshot now = origin.snapshot();
      String state = now.breaker().map(breaker -> breaker.state().name()).orElse("-");
      gauges.add(
          now.name() + ": " + state + ", retries left: " + now.retriesLeft().orElse(0));
    }
    // end

    assertThat(gauges).containsExactly("api.example.com: FORCED_OPEN, retries left: 5");
    session.close();
  }

  @Test
  void policiesOfAnyCode() {
    // sample: retrier
    Safeguards rules =
        Safeguards.builder().named("database").breaker(BreakerPolicy.defaults()).build();
    Retrier retrier = Retrier.builder().safeguards(rules).build();
    String row = retrier.get(() -> "row 42");
    OriginState database = retrier.origin().orElseThrow();
    database
        .breaker()
        .orElseThrow()
        .onChange((breaker, from, to, reason) ->
            System.getLogger("outages").log(System.Logger.Level.WARNING, breaker + ": " + reason));
    // end

    assertThat(row).isEqualTo("row 42");
    assertThat(database.breaker().orElseThrow().snapshot().calls()).isEqualTo(1);
  }

  @Test
  void hedgesAndTimeouts() {
    // sample: hedge
    Session session = Session.builder()
        .safeguards(Safeguards.builder()
            .hedge(Hedge.atPercentile(0.95)) // or Hedge.after(Duration.ofMillis(50))
            .attemptTimeout(ObservedTimeout.within(Duration.ofMillis(200), Duration.ofSeconds(10)))
            .build())
        .build();
    // end

    assertThat(session.describe(URL)).contains("hedge after p95", "attempt timeout p99 × 2");
    session.close();
  }

  @Test
  void aHeaderWithTheTimeLeft() {
    // sample: deadline
    Session session = Session.builder()
        .deadlineHeader(DeadlineHeader.of("X-Request-Timeout-Ms"))
        .build();
    // end

    assertThat(session.describe(URL)).startsWith("deadline 120 s");
    session.close();
  }

  @Test
  void callsWithinTheTimeThatWasReceived() {
    MockTransport transport = MockTransport.create().respond(200).respond(200);
    Session session = Session.builder().transport(transport).build();
    String header = "60000";
    String stock = URL + "/stock";
    String price = URL + "/price";
    // sample: received
    Deadline left = DeadlineHeader.received(header); // first thing; "1500"
    session.request(Request.get(stock).within(left));
    session.request(Request.get(price).within(left));
    // end

    assertThat(transport.requests()).hasSize(2);
    session.close();
  }

  @Test
  void aHeaderOfAnotherName() {
    // sample: key
    Session session = Session.builder()
        .mount(
            "https://api.paypal.com/", settings -> settings.idempotencyHeader("PayPal-Request-Id"))
        .build();
    // end

    Request order = Request.post("https://api.paypal.com/v2").header("PayPal-Request-Id", "");
    assertThatThrownBy(() -> session.request(order))
        .hasMessageContaining("idempotency key: 0 char");
    session.close();
  }

  static String refusal() {
    try (Session session = breaking()) {
      session.origin(URL).breaker().orElseThrow().open();
      return catchThrowableOfType(CallRefusedException.class, () -> session.get(URL))
          .explain();
    }
  }

  static String description() {
    try (Session session = breaking()) {
      return session.describe(URL);
    }
  }

  private static Session breaking() {
    return Session.builder()
        .transport(MockTransport.create())
        .time(VirtualTime.create())
        .random(new Random(1))
        .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
        .build();
  }

  @Test
  void outputsSayWhatTheChapterSays() {
    assertThat(refusal()).contains("breaker_open").contains("next probe in 5");
    assertThat(description()).startsWith("deadline 120 s").contains("cooldown");
  }
}
