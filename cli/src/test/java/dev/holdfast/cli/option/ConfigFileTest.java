/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retries = 3",
        "retries=3",
        "retries: 3",
        "retries 3",
        "--retries 3",
        "\ufeffretries 3",
        "  retries\t=  3  ",
        "retries = 3 # as often",
        "retries = \"3\"",
        "# a comment\n\nretries = 3\r\n"
      })
  void takesAnOptionAndItsValue(String text) {
    assertThat(ConfigFile.parse(text, "file")).containsExactly("--retries", "3");
  }

  @Test
  void takesOptionsWithoutAValueShortOnesAndTheUrl() {
    assertThat(ConfigFile.parse("silent\n-i\nurl = \"https://a/?b#c\"\n-H \"A: b c\"", "file"))
        .containsExactly("--silent", "-i", "https://a/?b#c", "-H", "A: b c");
  }

  @Test
  void takesCharactersBehindABackslash() {
    assertThat(ConfigFile.parse("data = \"a\\tb\\n\\\"c\\\" \\\\ \\v \u00fc\"", "file"))
        .containsExactly("--data", "a\tb\n\"c\" \\ \u000b \u00fc");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      user = "me:secret      | file, line 1: a value without its closing quote
      user = me:secret more  | file, line 1: more than a value
      user = "me:secret" x   | file, line 1: more than a value
      url                    | file, line 1: url without a value
      config = other         | file, line 1: another file
      -K other               | file, line 1: another file
      """)
  void namesTheLineThatIsWrongAndQuotesNothingOfIt(String text, String message) {
    assertThatExceptionOfType(BadValue.class)
        .isThrownBy(() -> ConfigFile.parse(text, "file"))
        .withMessageStartingWith(message)
        .withMessageNotContaining("secret");
  }
}
