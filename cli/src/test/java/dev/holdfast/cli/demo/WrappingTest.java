/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {

  @Test
  void leavesAShortLineAsItIs() {
    assertThat(Wrapping.wrap("  attempt 1    +3 ms", 20)).containsExactly("  attempt 1    +3 ms");
  }

  @Test
  void breaksAtTheLastBlankThatFitsAndIndentsTheRest() {
    assertThat(Wrapping.wrap("  stop: may have been processed", 17))
        .containsExactly("  stop: may have", "      been", "      processed");
  }

  @Test
  void leavesAWordWholeThatIsLongerThanTheLine() {
    assertThat(Wrapping.wrap("GET http://127.0.0.1/", 10))
        .containsExactly("GET", "    http://127.0.0.1/");
  }

  @Test
  void takesAnEmptyLine() {
    assertThat(Wrapping.wrap("", 10)).containsExactly("");
  }
}
