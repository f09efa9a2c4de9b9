/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
      {"access_token":"abc","page":2}              | {"access_token":"***","page":2}
      {"password" : "a\\"b, c"}                    | {"password" : "***"}
      {"apiKey": 12345, "a": 1}                    | {"apiKey": ***, "a": 1}
      {"secret":"cut of                            | {"secret":"***"
      {'token': 'abc'}                             | {'token': '***'}
      user=me&password=abc&x=1                     | user=me&password=***&x=1
      Authorization: Bearer abc.def                | Authorization: *** ***
      invalid Bearer abc.def here                  | invalid Bearer *** here
      <user>me</user><token>abc</token>            | <user>me</user><token>***</token>
      token eyJhbGciOiJIUzI1NiJ9.e30.abc expired   | token *** expired
      no sk_live_4eC39HqLyjWDarjtT1zdp7dc          | no ***
      request 123e4567-e89b-12d3-a456-426614174000 | request 123e4567-e89b-12d3-a456-426614174000
      https://a.example/orders/2024/01/items       | https://a.example/orders/2024/01/items
      Your balance is 30, but that costs 50.       | Your balance is 30, but that costs 50.
      internationalizationproblems                 | internationalizationproblems
      """)
  void masksWhatLooksLikeASecret(String text, String masked) {
    assertThat(Secrets.maskText(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a=", "<", "'", "token\":\"\\", "-----BEGIN ", "a:", "%", "x1"})
  void takesLinearTime(String part) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> Secrets.maskText(part.repeat(4_096 / part.length())));
  }
}
