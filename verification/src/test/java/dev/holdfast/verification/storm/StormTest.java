/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.verification.LongRuns;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many calls of every outcome: none gets another's answer, and no resource is leaked. */
@EnabledOnOs(OS.LINUX)
@ParameterizedClass
@EnumSource(Mode.class)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class StormTest {

  private static final int POOLED_CALLS = LongRuns.count(2_000, 10_000, 1_000_000);
  private static final int LEAK_CALLS = LongRuns.count(1_500, 5_000, 100_000);
  private static final int WARM_UP = LongRuns.count(1_500, 1_500, 20_000);
  private static final int CONNECTIONS = 4;

  private final Mode mode;
  private final CountedTimers timers = new CountedTimers();

  StormTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("I13")
  @Tag("I10")
  void everyResponseBelongsToItsRequest() throws Exception {
    try (MoodyServer server = new MoodyServer(CONNECTIONS);
        Session session = session()) {
      Storm storm = new Storm(server, session, mode);
      long start = System.nanoTime();

      storm.run(POOLED_CALLS);

      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%s: %,d pooled calls, %,.0f calls/s: %s%n",
          mode, POOLED_CALLS, POOLED_CALLS / seconds, storm);
      assertThat(storm.mixedUp()).isEmpty();
      assertThat(storm.ended()).isEqualTo(POOLED_CALLS);
      assertThat(storm.together(CONNECTIONS)).isEqualTo(CONNECTIONS);
    }
  }

  @Test
  @Tag("I11")
  @Tag("I10")
  void afterManyCallsOfEveryOutcomeNothingIsLeft() throws Exception {
    run(WARM_UP);
    Vitals before = Vitals.take();

    String outcome = run(LEAK_CALLS);

    Vitals after = Vitals.take();
    System.out.printf(
        "%s: %,d calls (%s)%n  before %s%n  after  %s, %d timers%n",
        mode, LEAK_CALLS, outcome, before, after, timers.armed());
    assertThat(timers.armed()).isZero();
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
    assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
    assertThat(after.heapBytes() - before.heapBytes()).isLessThan(4L << 20);
  }

  private String run(int calls) throws IOException, InterruptedException {
    try (MoodyServer server = new MoodyServer(CONNECTIONS)) {
      Storm storm;
      try (Session session = session()) {
        storm = new Storm(server, session, mode);
        storm.run(calls);
      }
      assertThat(storm.mixedUp()).isEmpty();
      assertThat(server.deserted(30, TimeUnit.SECONDS)).isTrue();
      return storm.toString();
    }
  }

  private Session session() {
    return Session.builder()
        .time(timers)
        .maxConnectionsPerRoute(CONNECTIONS)
        .timeouts(Timeouts.defaults().attempt(Duration.ofMillis(100)))
        .retry(Retry.off())
        .build();
  }
}
