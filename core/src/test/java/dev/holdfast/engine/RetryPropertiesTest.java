/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.LongRuns;
import dev.holdfast.Property;
import dev.holdfast.retry.Counter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Properties of every call, with any policy and any failure. */
class RetryPropertiesTest {

  private static final int RUNS = LongRuns.count(2_000, 200_000);

  @Test
  @Tag("I2")
  void attemptsAreBoundedByTotalAndRedirects() {
    Property.holds(RUNS, random -> {
      RandomCall call = RandomCall.run(random);
      int total = call.limits.total().orElseThrow();
      int redirects = call.limits.of(Counter.REDIRECT).orElseThrow();

      assertThat(call.state.retries()).isLessThanOrEqualTo(total);
      assertThat(call.state.charged(Counter.REDIRECT)).isLessThanOrEqualTo(redirects);
      assertThat(call.state.attempts()).isLessThanOrEqualTo(1 + total + redirects);
    });
  }

  @Test
  @Tag("I2")
  void noCounterIsOverdrawnAndEveryRetryIsChargedOnce() {
    Property.holds(RUNS, random -> {
      RandomCall call = RandomCall.run(random);
      int charged = 0;
      for (Counter counter : Counter.values()) {
        assertThat(call.state.charged(counter))
            .isLessThanOrEqualTo(call.limits.of(counter).orElse(Integer.MAX_VALUE));
        charged += call.state.charged(counter);
      }

      assertThat(charged).isEqualTo(call.state.retries() + call.state.charged(Counter.REDIRECT));
      assertThat(call.state.attempts()).isEqualTo(charged + 1);
    });
  }

  @Test
  @Tag("I3")
  void waitsNeverExceedTheDeadline() {
    Property.holds(RUNS, random -> {
      RandomCall call = RandomCall.run(random);
      long waited = call.time.sleeps().stream().mapToLong(Long::longValue).sum();

      assertThat(waited).isEqualTo(call.state.waitedNanos());
      assertThat(waited).isLessThanOrEqualTo(call.deadline.toNanos());
    });
  }

  @Test
  @Tag("I3")
  void everyDelayIsWithinItsBounds() {
    // A server's delay is spread by up to a quarter.
    long most = Math.max(RandomCall.CAP.toNanos(), RandomCall.SERVER_DELAY_MAX.toNanos() / 4 * 5);

    Property.holds(RUNS, random -> {
      for (long delay : RandomCall.run(random).time.sleeps()) {
        assertThat(delay).isBetween(0L, most);
      }
    });
  }

  @Test
  void aCallEndsWithExactlyOneFinalDecision() {
    Property.holds(RUNS, random -> {
      List<Decision> decisions = RandomCall.run(random).decisions;
      List<Decision> before = decisions.subList(0, decisions.size() - 1);

      assertThat(before).allMatch(d -> d instanceof Decision.Retry || d instanceof Decision.Follow);
      assertThat(decisions.get(decisions.size() - 1))
          .isInstanceOfAny(Decision.Success.class, Decision.Stop.class);
    });
  }

  @Test
  @Tag("I17")
  void theSameSeedGivesTheSameTrace() {
    Property.holds(200, random -> {
      long seed = random.nextLong();

      assertThat(RandomCall.run(new Random(seed)).decisions)
          .isEqualTo(RandomCall.run(new Random(seed)).decisions);
    });
  }
}
