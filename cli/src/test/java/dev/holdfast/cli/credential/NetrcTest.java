/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetrcTest {

  private static final String TEXT = """
      # for the build
      machine a.example.com login one password p1 account ignored
      machine b.example.com
        login two
        password "p 2 \\" x"
      macdef upload
        machine never.example.com login no password no

      machine a.example.com login late password late
      default login anonymous password guest
      """;

  @Test
  void givesTheFirstEntryForAHost() {
    assertThat(Netrc.parse(TEXT).of("A.example.com"))
        .contains(new Netrc.Entry("a.example.com", "one", "p1"));
  }

  @Test
  void readsEntriesOverSeveralLinesAndQuotes() {
    assertThat(Netrc.parse(TEXT).of("b.example.com"))
        .contains(new Netrc.Entry("b.example.com", "two", "p 2 \" x"));
  }

  @Test
  void givesTheDefaultForOtherHostsAndReadsNoMacro() {
    assertThat(Netrc.parse(TEXT).of("never.example.com"))
        .contains(new Netrc.Entry(null, "anonymous", "guest"));
  }

  @Test
  void givesNothingForAHostThatItDoesNotName() {
    assertThat(Netrc.parse("machine a login b password c").of("x.a")).isEmpty();
    assertThat(Netrc.parse("").of("a")).isEmpty();
  }

  @Test
  void showsNoPassword() {
    assertThat(Netrc.parse(TEXT).of("a.example.com").orElseThrow())
        .hasToString("Entry[a.example.com]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      login me                            | line 1: login before any machine
      machine                             | line 1: machine without a value
      machine a password                  | line 1: password without a value
      machine a secret                    | line 1: a word that is not machine, default
      machine a login "b                  | line 1: a quote that is not closed
      """)
  void namesTheLineThatIsWrong(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Netrc.parse(text))
        .withMessageStartingWith(message);
  }
}
