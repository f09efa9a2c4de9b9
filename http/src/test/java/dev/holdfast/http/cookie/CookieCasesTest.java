/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.testkit.VirtualTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table of cases, with Guava's list of public suffixes. */
@Tag("X09")
class CookieCasesTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      files = "src/test/resources/cookies/cases.csv",
      delimiter = '|',
      quoteCharacter = '~')
  void sendsWhatTheRulesSay(String name, String from, String set, String to, String sent) {
    CookieJar jar = CookieJar.create(VirtualTime.create());
    List<Headers.Field> fields = Stream.of(set.split(" && "))
        .map(value -> new Headers.Field("Set-Cookie", value))
        .toList();

    jar.receive(Url.parse(from), Headers.ofReceived(fields));

    assertThat(jar.addTo(Headers.empty(), Url.parse(to)).all("Cookie"))
        .isEqualTo(sent.equals("-") ? List.of() : List.of(sent));
  }
}
