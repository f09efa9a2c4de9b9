/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.time.FakeTime;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A retry that two accounts pay for, such as that of an origin and that of the session. */
class BothBudgetsTest {

  private final FakeTime time = new FakeTime();
  private final Budget three = RetryBudget.of(0.5, 3).open("origin", time);
  private final Budget two = RetryBudget.of(0.5, 2).open("session", time);

  private static Budget.Purpose ofCall(long call) {
    return new Budget.Purpose(call, 1_000_000, 0);
  }

  @Test
  void paysUntilOneOfThemIsEmpty() {
    Budget both = Budget.both(three, two);

    assertThat(both.tryAcquire(ofCall(1))).isTrue();
    assertThat(both.tryAcquire(ofCall(2))).isTrue();
    assertThat(both.tryAcquire(ofCall(3))).isFalse();
    assertThat(both.tryAcquire()).isFalse();

    assertThat(both.left()).hasValue(0);
    assertThat(three.left()).as("gets back what the other could not match").hasValue(1);
  }

  @Test
  void theSecondIsNotAskedIfTheFirstCannotPay() {
    Budget both = Budget.both(two, three);
    two.tryAcquire(ofCall(1));
    two.tryAcquire(ofCall(2));

    assertThat(both.tryAcquire()).isFalse();
    assertThat(both.tryAcquire(ofCall(3))).isFalse();
    assertThat(three.left()).hasValue(3);
  }

  @Test
  void refundsBoth() {
    Budget both = Budget.both(three, two);
    both.tryAcquire();

    both.refund();

    assertThat(three.left()).hasValue(3);
    assertThat(two.left()).hasValue(2);
  }

  @Test
  void namesTheOneThatHasLess() {
    assertThat(Budget.both(three, two).describe()).contains("session");
    assertThat(Budget.both(two, three).describe()).contains("session");
  }

  @Test
  void whatIsLeftOfAnUnlimitedOneDoesNotCount() {
    OptionalLong two = OptionalLong.of(2);

    assertThat(Budget.both(this.two, Budget.unlimited()).left()).isEqualTo(two);
    assertThat(Budget.both(Budget.unlimited(), this.two).left()).isEqualTo(two);
    assertThat(Budget.both(Budget.unlimited(), Budget.unlimited()).left()).isEmpty();
  }
}
