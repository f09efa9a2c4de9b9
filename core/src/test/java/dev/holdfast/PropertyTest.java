/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {

  @Test
  void aFailureNamesTheSeedThatRepeatsIt() {
    List<Integer> drawn = new ArrayList<>();

    assertThatThrownBy(() -> Property.holds(10, random -> {
          drawn.add(random.nextInt());
          assertThat(drawn).hasSizeLessThan(3);
        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dholdfast.seed=");
  }

  @Test
  void aHoldingPropertyPassesQuietly() {
    Property.holds(10, random -> assertThat(random.nextDouble()).isBetween(0.0, 1.0));
  }
}
