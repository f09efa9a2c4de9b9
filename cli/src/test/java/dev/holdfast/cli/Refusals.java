/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Checks that the command refuses its arguments: one line, exit code 2, nothing printed. */
final class Refusals {

  private Refusals() {}

  /** Checks the message, also with --trace json: only a sent request becomes an event. */
  static void assertRefused(String url, String message, String... options) {
    assertOneLine(message, Ran.run(command(url, options, "--trace", "json")));
    assertOneLine(message, Ran.run(command(url, options)));
  }

  private static String[] command(String url, String[] options, String... more) {
    List<String> args = new ArrayList<>(List.of("get"));
    args.addAll(List.of(more));
    args.add(url);
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  static void assertOneLine(String message, Ran ran) {
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).startsWith("holdfast: " + message);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
  }
}
