/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerPolicyTest {

  @Test
  void canBeReadAndSaysWhatItDoes() {
    BreakerPolicy policy = BreakerPolicy.builder()
        .lastTime(Duration.ofSeconds(30))
        .minimumCalls(7)
        .failureRate(0.25)
        .slowCalls(Duration.ofSeconds(2), 0.75)
        .openFor(Duration.ofSeconds(9))
        .probes(1)
        .probesWithin(Duration.ofSeconds(4))
        .build();

    assertThat(policy.lastCalls()).isZero();
    assertThat(policy.lastTime()).contains(Duration.ofSeconds(30));
    assertThat(policy.minimumCalls()).isEqualTo(7);
    assertThat(policy.failureRate()).isEqualTo(0.25);
    assertThat(policy.slowerThan()).contains(Duration.ofSeconds(2));
    assertThat(policy.slowRate()).isEqualTo(0.75);
    assertThat(policy.openFor()).isEqualTo(Duration.ofSeconds(9));
    assertThat(policy.probes()).isEqualTo(1);
    assertThat(policy.probesWithin()).isEqualTo(Duration.ofSeconds(4));
    assertThat(policy.toString())
        .isEqualTo("opens at 25 % failed or 75 % slower than 2 s in 30 s (at least 7),"
            + " for 9 s, then 1 probe");
  }

  @Test
  void aCopyIsTheSame() {
    BreakerPolicy policy =
        BreakerPolicy.builder().lastCalls(40).minimumCalls(3).probes(2).build();
    BreakerPolicy copy = policy.toBuilder().build();

    assertThat(copy).hasToString(policy.toString());
    assertThat(copy.lastCalls()).isEqualTo(40);
    assertThat(copy.lastTime()).isEmpty();
    assertThat(copy.slowerThan()).isEmpty();
    assertThat(copy.probesWithin()).isEqualTo(policy.probesWithin());
    assertThat(copy.toString()).endsWith("2 probes");
  }

  @Test
  void numbersOutOfTheirRangeAreRefused() {
    BreakerPolicy.Builder builder = BreakerPolicy.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.probes(0))
        .withMessageContaining("probes: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.minimumCalls(100_001))
        .withMessageContaining("100001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.failureRate(0))
        .withMessageContaining("failureRate: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.slowCalls(Duration.ofSeconds(1), 1.01))
        .withMessageContaining("slowRate: 1.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.failureRate(Double.NaN))
        .withMessageContaining("NaN");
  }
}
