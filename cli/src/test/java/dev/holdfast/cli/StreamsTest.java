/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTest {

  private static final String TERMINALS = "holdfast.terminals";

  @AfterEach
  void forget() {
    System.clearProperty(TERMINALS);
  }

  @Test
  void believesTheLauncherAboutTerminals() {
    System.setProperty(TERMINALS, "none,err");

    Streams streams = Streams.ofProcess();

    assertThat(streams.outIsTerminal()).isFalse();
    assertThat(streams.errIsTerminal()).isTrue();
    assertThat(streams.colour()).isFalse();
  }

  @Test
  void withoutTheLauncherNothingIsATerminal() {
    Streams streams = Streams.ofProcess();

    assertThat(streams.outIsTerminal()).isFalse();
    assertThat(streams.errIsTerminal()).isFalse();
  }
}
