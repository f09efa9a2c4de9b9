/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.safeguard.OriginSnapshot;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrierSafeguardsTest {

  private static final Safeguards RULES =
      Safeguards.builder().named("database").breaker(BreakerPolicy.defaults()).build();

  private final FakeTime time = new FakeTime();

  private RetrierBuilder builder() {
    return Retrier.builder().time(time).total(0);
  }

  private static OriginState origin(Retrier retrier) {
    return retrier.origin().orElseThrow();
  }

  private static CircuitBreaker breaker(Retrier retrier) {
    return origin(retrier).breaker().orElseThrow();
  }

  @Test
  void allCallsOfARetrierShareOneState() {
    Retrier retrier = builder().safeguards(RULES).build();

    retrier.get(() -> "row 1");
    retrier.get(() -> "row 2");

    assertThat(origin(retrier).name()).isEqualTo("database");
    assertThat(breaker(retrier).snapshot().calls()).isEqualTo(2);
  }

  @Test
  void aVariantOfARetrierSharesItsState() {
    Retrier retrier = builder().safeguards(RULES).build();
    Retrier variant = retrier.toBuilder().deadline(Duration.ofSeconds(1)).build();

    breaker(retrier).forceOpen();

    assertThat(origin(variant)).isSameAs(origin(retrier));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> variant.get(() -> "row 1"))
        .withMessageContaining("circuit breaker database is open");
  }

  @Test
  void tellsWhetherItLimitsAttempts() {
    Duration second = Duration.ofSeconds(1);
    Safeguards hedged = Safeguards.builder().hedge(Hedge.after(second)).build();
    Safeguards observed = Safeguards.builder()
        .attemptTimeout(ObservedTimeout.within(second, second.multipliedBy(9)))
        .build();

    assertThat(builder().safeguards(RULES).deadline(second).build().limitsAttempts())
        .isFalse();
    assertThat(builder().attemptTimeout(second).build().limitsAttempts()).isTrue();
    assertThat(builder().safeguards(hedged).build().limitsAttempts()).isTrue();
    assertThat(builder().safeguards(observed).build().limitsAttempts()).isTrue();
  }

  @Test
  void eachRetrierThatIsBuiltHasAStateOfItsOwn() {
    RetrierBuilder builder = builder().safeguards(RULES);

    assertThat(origin(builder.build())).isNotSameAs(origin(builder.build()));
  }

  @Test
  void twoRetriersCanShareAState() {
    Retrier one = builder().safeguards(RULES).build();
    Retrier other = builder().safeguards(origin(one)).build();

    other.get(() -> "row 1");

    assertThat(breaker(one).snapshot().calls()).isEqualTo(1);
  }

  @Test
  void aStateOfAnotherKindIsRefused() {
    OriginState foreign = new OriginState() {
      @Override
      public String name() {
        return "foreign";
      }

      @Override
      public Optional<CircuitBreaker> breaker() {
        return Optional.empty();
      }

      @Override
      public void coolDown(Duration length, String why) {}

      @Override
      public OriginSnapshot snapshot() {
        throw new UnsupportedOperationException();
      }

      @Override
      public String describe() {
        return "nothing";
      }

      @Override
      public String toString() {
        return "foreign";
      }
    };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().safeguards(foreign))
        .withMessage("safeguards: foreign (expected: the state of a retrier or a session)");
  }

  @Test
  void testsWithoutWaitingDoNotTouchTheState() {
    assertThat(builder().safeguards(RULES).build().withoutWaiting().origin()).isEmpty();
  }

  @Test
  void aStoreSharesTheRateLimitOfSeveralStates() {
    LimitStore store = LimitStore.inProcess(time);
    Safeguards rules = Safeguards.builder()
        .named("database")
        .rate(RateLimit.of(1, Duration.ofSeconds(10)).longestWait(Duration.ZERO))
        .build();
    Retrier one = builder().safeguards(rules).limitStore(store).build();
    Retrier other = builder().safeguards(rules).limitStore(store).build();

    one.get(() -> "row 1");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> other.get(() -> "row 2"))
        .withMessageContaining("the rate limit of database");
  }
}
