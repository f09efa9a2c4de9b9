/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoTest {

  @Test
  @Timeout(60) // 3 s on an idle machine; a busy one must not fail the build
  void showsEveryHabitAndEndsByItself() {
    Ran ran = Ran.run("demo");

    assertThat(ran.out())
        .contains("1  A timeout on every call", "read_timeout", "retry 1 of 5 at once")
        .contains("2  Retries that back off", "503 Service Unavailable", "after a backoff of")
        .contains("3  The server's word counts", "after the 1 s the server asked for")
        .contains("4  Nothing is ordered twice", "POST may have been processed", "201 Created")
        .contains("5  No sleeping past the deadline", "asks to wait 30 s")
        .contains("All 5 went as told, in ")
        .doesNotContain("\u001b", "Status");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
  }
}
