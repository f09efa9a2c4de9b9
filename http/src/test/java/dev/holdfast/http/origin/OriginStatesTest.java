/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.http.message.Url;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A session that calls many origins remembers those that matter, and not the rest for ever. */
@Isolated
class OriginStatesTest {

  private static final Safeguards RULES =
      Safeguards.builder().breaker(BreakerPolicy.defaults()).build();

  private final VirtualTime time = VirtualTime.create();
  private final OriginStates modes = new OriginStates(
      time, new Random(1), LimitStore.unshared(time), (breaker, from, to, why) -> {});

  private OriginState mode(String host) {
    return modes.of(RULES, Url.parse("http://" + host + "/"), time.nanoTime());
  }

  private void call(String hosts, int count) {
    for (int i = 0; i < count; i++) {
      mode(hosts + i);
    }
  }

  @Test
  void keepsAThousandOriginsHoweverLongTheyAreNotCalled() {
    OriginState first = mode("first");
    call("host", 998);
    time.advance(Duration.ofDays(1));
    mode("last");

    assertThat(mode("first")).isSameAs(first);
    assertThat(modes.all()).hasSize(1000);
  }

  @Test
  void forgetsThoseThatWereNotCalledForTenMinutesWhenThereAreMore() {
    call("old", 900);
    time.advance(Duration.ofMinutes(8));
    call("young", 100);
    time.advance(Duration.ofMinutes(3));

    mode("next");

    assertThat(modes.all()).hasSize(101);
  }

  @Test
  void ofVeryManyItKeepsTheLastMinutes() {
    for (int minute = 0; minute < 20; minute++) {
      call("minute" + minute + "host", 5_000);
      time.advance(Duration.ofSeconds(70));
    }

    assertThat(modes.all()).hasSizeLessThan(25_000);
  }

  @Test
  void doesNotForgetABreakerThatIsHeldOpenByHand() {
    mode("held").breaker().orElseThrow().forceOpen();
    call("host", 999);
    time.advance(Duration.ofHours(1));
    mode("next");

    assertThat(mode("held").breaker().orElseThrow().state().name()).isEqualTo("FORCED_OPEN");
    assertThat(modes.all()).hasSize(2);
  }

  @Test
  void looksForSomeToForgetOnlyWhenThereAreTwiceAsMany() {
    call("host", 1_500);
    time.advance(Duration.ofHours(1));
    mode("next");
    assertThat(modes.all()).hasSize(1_501);

    call("another", 500);

    assertThat(modes.all()).hasSize(501);
  }

  @Test
  @Tag("E12")
  void aBreakerThatTheCallerHoldsStaysInForceAfterACrawl() {
    CircuitBreaker held = mode("held").breaker().orElseThrow();
    call("host", 999);
    time.advance(Duration.ofHours(1));
    mode("next");
    assertThat(modes.all()).hasSize(1);
    System.gc();

    held.forceOpen();

    assertThat(mode("held").breaker()).containsSame(held);
  }

  @Test
  @Tag("E12")
  void forgetsLanesThatTheCallerHasNoHandleTo() {
    WeakReference<OriginState> gone = new WeakReference<>(mode("gone"));
    call("host", 999);
    time.advance(Duration.ofHours(1));
    mode("next");

    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
  }
}
