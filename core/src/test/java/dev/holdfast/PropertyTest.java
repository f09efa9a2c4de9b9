/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PropertyTest {

  @Test
  void aFailureNamesTheSeedThatRepeatsIt() {
    assertThatThrownBy(
            () -> Property.holds(10, random -> assertThat(random.nextInt(1)).isOne()))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("(?s)repeat with -Dholdfast\\.seed=\\d+: .*");
  }

  @Test
  void aHoldingPropertyPassesQuietly() {
    Property.holds(10, random -> assertThat(random.nextDouble()).isBetween(0.0, 1.0));
  }
}
