/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  @Test
  void keepsOrderAndSeveralValuesAndIgnoresCase() {
    Headers headers = Headers.empty().plus("A", "1").plus("b", "2").plus("a", "3");

    assertThat(headers.first("a")).contains("1");
    assertThat(headers.all("A")).containsExactly("1", "3");
    assertThat(headers.with("A", "4").all("a")).containsExactly("4");
    assertThat(headers.without("a").size()).isEqualTo(1);
    assertThat(headers).extracting(Headers.Field::name).containsExactly("A", "b", "a");
  }

  @Test
  void takesADefaultOnlyForNamesItDoesNotHave() {
    Headers headers = Headers.empty().plus("accept", "text/csv").plus("X", "1");
    Headers defaults = Headers.empty().plus("Accept", "*/*").plus("User-Agent", "holdfast");

    Headers both = headers.withDefaults(defaults);

    assertThat(both.all("Accept")).containsExactly("text/csv");
    assertThat(both).extracting(Headers.Field::name).containsExactly("accept", "X", "User-Agent");
    assertThat(Headers.empty().withDefaults(defaults)).isSameAs(defaults);
    assertThat(both.withDefaults(defaults)).isSameAs(both);
  }

  @Test
  @Tag("U12")
  void acceptsExactlyTokensAsNames() {
    for (char c = 0; c < 0x180; c++) {
      String name = "x" + c;
      boolean token =
          c < 0x7f && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
      if (token) {
        assertThat(Headers.empty().plus(name, "v").contains(name)).isTrue();
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Headers.empty().plus(name, "v"))
            .withMessageContaining("position 1");
      }
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Headers.empty().plus("", "v"));
  }

  @Test
  @Tag("U12")
  void acceptsNoControlCharactersInValues() {
    for (char c = 0; c < 0x180; c++) {
      String value = "a" + c + "b";
      boolean allowed = c == '\t' || c >= ' ' && c != 0x7f && c <= 0xff;
      if (allowed) {
        assertThat(Headers.empty().plus("x", value).first("x")).contains(value);
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Headers.empty().plus("x", value))
            .withMessageContaining("position 1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "cookie",
        "Set-Cookie",
        "Proxy-Authorization",
        "X-Api-Key",
        "X-Auth-Token"
      })
  @Tag("I20")
  void showsNoSecrets(String name) {
    assertThat(Headers.empty().plus(name, "canary").toString())
        .doesNotContain("canary")
        .contains("***");
  }
}
