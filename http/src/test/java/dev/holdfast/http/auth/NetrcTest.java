/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertThat(Netrc.parse(TEXT).credentials("A.example.com"))
        .contains(new Credentials("one", "p1"));
  }

  @Test
  void readsEntriesOverSeveralLinesAndQuotes() {
    assertThat(Netrc.parse(TEXT).credentials("b.example.com"))
        .contains(new Credentials("two", "p 2 \" x"));
  }

  @Test
  void givesTheDefaultForOtherHostsAndReadsNoMacro() {
    assertThat(Netrc.parse(TEXT).credentials("never.example.com"))
        .contains(new Credentials("anonymous", "guest"));
  }

  @Test
  void givesNothingForAHostThatItDoesNotName() {
    assertThat(Netrc.parse("machine a login b password c").credentials("x.a")).isEmpty();
    assertThat(Netrc.parse("").credentials("a")).isEmpty();
  }

  @Test
  void namesAFileThatIsNoText(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("netrc"), new byte[] {'m', (byte) 0xff, 0});

    assertThatIOException()
        .isThrownBy(() -> Netrc.read(file))
        .withMessage(file + ": it is not UTF-8");
  }

  @Test
  void showsNoPassword() {
    assertThat(Netrc.parse(TEXT)).hasToString("Netrc[4]");
    assertThat(Netrc.parse(TEXT).credentials("a.example.com").orElseThrow())
        .hasToString("Credentials[***]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      login me                            | line 1: login before any machine
      machine                             | line 1: machine without a value
      machine a password                  | line 1: password without a value
      machine a secret                    | line 1: a word that is not machine, default
      machine a login "b                  | line 1: a quote that is not closed
      machine a login b:c password d      | line 1: user: a colon
      """)
  void namesTheLineThatIsWrong(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Netrc.parse(text))
        .withMessageStartingWith(message);
  }
}
