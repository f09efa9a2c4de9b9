/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X17")
class ChallengeTest {

  private static List<Challenge> parse(String... values) {
    Headers headers = Headers.empty();
    for (String value : values) {
      headers = headers.plus("www-authenticate", value);
    }
    return Challenge.in(headers, "WWW-Authenticate");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      Basic                                        | basic{}
      Basic realm="a, b"                           | basic{realm=a, b}
      BASIC Realm=a                                | basic{realm=a}
      Basic realm = "a" , charset = "UTF-8"        | basic{charset=UTF-8, realm=a}
      Basic realm="say \\"x\\""                    | basic{realm=say "x"}
      Negotiate, NTLM                              | negotiate{} ntlm{}
      Negotiate YII==, Basic realm="a"             | negotiate{} basic{realm=a}
      NTLM TlRMTVNTUAAC                            | ntlm{}
      Negotiate,Basic realm="a",Digest nonce="b"   | negotiate{} basic{realm=a} digest{nonce=b}
      , , Basic realm="a", ,                       | basic{realm=a}
      Basic realm="a" realm="b"                    | basic{realm=a}
      Newauth realm="a", type=1, title="Log, in", Basic realm="b" | newauth{realm=a, title=Log, in, type=1} basic{realm=b}
      """)
  void readsChallenges(String text, String expected) {
    String read = parse(text).stream()
        .map(challenge -> challenge.scheme() + new TreeMap<>(challenge.parameters()))
        .collect(Collectors.joining(" "));

    assertThat(read).isEqualTo(expected);
  }

  @Test
  void readsSeveralHeaders() {
    assertThat(parse("Basic realm=\"a\"", "Digest realm=\"b\""))
        .containsExactly(
            new Challenge("basic", Map.of("realm", "a")),
            new Challenge("digest", Map.of("realm", "b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "=", "\"", "Basic\"", "B@sic realm=a", "=Basic"})
  void findsNoneInWhatIsNone(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Digest realm=\"a", "Digest realm=\"a\\", "Digest nonce="})
  void endsWhereItCannotBeRead(String text) {
    assertThat(parse(text).stream().map(Challenge::parameters)).allMatch(Map::isEmpty);
  }

  @Test
  void takesNoEndlessChallenge() {
    assertThat(parse("Digest " + "a=b, c1=d, ".repeat(2_000))).hasSizeLessThanOrEqualTo(1);
    StringBuilder many = new StringBuilder("Digest a=b");
    for (int i = 0; i < 1_000; i++) {
      many.append(", p").append(i).append("=x");
    }
    assertThat(parse(many.toString())).isEmpty();
  }
}
