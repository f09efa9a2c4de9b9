/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.http.CallRefusedException;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.safeguard.Lane;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
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
            .retryBudget(RetryBudget.of(0.1, 10)) // the default
            .cooldown(Cooldown.failing()) // others do not wait
            .breaker(BreakerPolicy.standard())
            .rate(RateLimit.of(50, Duration.ofSeconds(1)))
            .concurrency(ConcurrencyLimit.gradient())
            .build())
        .mount("https://internal.example.com/", own -> own.safeguards(Safeguards.none()))
        .build();
    // end

    assertThat(session.lane(URL).pipeline().guards()).hasSize(4);
    assertThat(session.lane("https://internal.example.com/").pipeline().guards())
        .isEmpty();
    session.close();
  }

  @Test
  void policiesOfAnyCode() {
    // sample: lane
    Lane lane = Safeguards.builder().breaker(BreakerPolicy.standard()).build().lane("database");
    Retrier retrier = Retrier.builder().pipeline(lane.pipeline()).build();
    String row = retrier.get(() -> "row 42");
    lane.breaker()
        .orElseThrow()
        .onChange((breaker, from, to, reason) ->
            System.getLogger("outages").log(System.Logger.Level.WARNING, breaker + ": " + reason));
    // end

    assertThat(row).isEqualTo("row 42");
    assertThat(lane.breaker().orElseThrow().snapshot().calls()).isEqualTo(1);
  }

  static String refusal() {
    try (Session session = breaking()) {
      session.lane(URL).breaker().orElseThrow().open();
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
        .safeguards(Safeguards.builder().breaker(BreakerPolicy.standard()).build())
        .build();
  }

  @Test
  void outputsSayWhatTheChapterSays() {
    assertThat(refusal()).contains("breaker_open").contains("next probe in 5");
    assertThat(description()).startsWith("deadline 120 s").contains("cooldown");
  }
}
