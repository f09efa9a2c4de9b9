/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StageTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void owesUpToWhatDidNotGoAsTold() {
    Stage stage = stage(false);

    stage.expect(true, "one attempt").expect(false, "no wait");

    assertThat(stage.close()).isFalse();
    assertThat(text()).startsWith("   x not as told: no wait\n").contains("1 not as told (");
  }

  @Test
  void paintsOnATerminal() {
    stage(true).expect(false, "no wait");

    assertThat(text()).isEqualTo("   \u001b[31mx not as told: no wait\u001b[0m\n");
  }

  private Stage stage(boolean colour) {
    return new Stage(new PrintStream(printed, true, StandardCharsets.UTF_8), new Paint(colour));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
