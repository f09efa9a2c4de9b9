/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

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

/** A session that calls many origins remembers those that matter, and not the rest for ever. */
class LanesTest {

  private static final Safeguards RULES =
      Safeguards.builder().breaker(BreakerPolicy.standard()).build();

  private final VirtualTime time = VirtualTime.create();
  private final Lanes lanes = new Lanes(time, new Random(1), LimitStore.unshared(time));

  private OriginState lane(String host) {
    return lanes.of(RULES, Url.parse("http://" + host + "/"), time.nanoTime());
  }

  private void call(String hosts, int count) {
    for (int i = 0; i < count; i++) {
      lane(hosts + i);
    }
  }

  @Test
  void keepsAThousandOriginsHoweverLongTheyAreNotCalled() {
    OriginState first = lane("first");
    call("host", 998);
    time.advance(Duration.ofDays(1));
    lane("last");

    assertThat(lane("first")).isSameAs(first);
    assertThat(lanes.all()).hasSize(1000);
  }

  @Test
  void forgetsThoseThatWereNotCalledForTenMinutesWhenThereAreMore() {
    call("old", 900);
    time.advance(Duration.ofMinutes(8));
    call("young", 100);
    time.advance(Duration.ofMinutes(3));

    lane("next");

    assertThat(lanes.all()).hasSize(101);
  }

  @Test
  void ofVeryManyItKeepsTheLastMinutes() {
    for (int minute = 0; minute < 20; minute++) {
      call("minute" + minute + "host", 5_000);
      time.advance(Duration.ofSeconds(70));
    }

    assertThat(lanes.all()).hasSizeLessThan(25_000);
  }

  @Test
  void doesNotForgetABreakerThatIsHeldOpenByHand() {
    lane("held").breaker().orElseThrow().forceOpen();
    call("host", 999);
    time.advance(Duration.ofHours(1));
    lane("next");

    assertThat(lane("held").breaker().orElseThrow().state().name()).isEqualTo("FORCED_OPEN");
    assertThat(lanes.all()).hasSize(2);
  }

  @Test
  void looksForSomeToForgetOnlyWhenThereAreTwiceAsMany() {
    call("host", 1_500);
    time.advance(Duration.ofHours(1));
    lane("next");
    assertThat(lanes.all()).hasSize(1_501);

    call("another", 500);

    assertThat(lanes.all()).hasSize(501);
  }

  @Test
  @Tag("E12")
  void aBreakerThatTheCallerHoldsStaysInForceAfterACrawl() {
    CircuitBreaker held = lane("held").breaker().orElseThrow();
    call("host", 999);
    time.advance(Duration.ofHours(1));
    lane("next");
    assertThat(lanes.all()).hasSize(1);
    System.gc();

    held.forceOpen();

    assertThat(lane("held").breaker()).containsSame(held);
  }

  @Test
  @Tag("E12")
  void forgetsLanesThatTheCallerHasNoHandleTo() {
    WeakReference<OriginState> gone = new WeakReference<>(lane("gone"));
    call("host", 999);
    time.advance(Duration.ofHours(1));
    lane("next");

    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
  }
}
