/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "7, /orders/7/lines",
    "a b, /orders/a%20b/lines",
    "a/b, /orders/a%2Fb/lines",
    "a?b=c&d#e, /orders/a%3Fb%3Dc%26d%23e/lines",
    "100%, /orders/100%25/lines",
    "%2F, /orders/%252F/lines",
    "ä€, /orders/%C3%A4%E2%82%AC/lines",
    "...,  /orders/.../lines",
    "a..b, /orders/a..b/lines",
    "-._~, /orders/-._~/lines",
    "{id}, /orders/%7Bid%7D/lines",
  })
  void aValueStandsForItself(String value, String url) {
    assertThat(UrlTemplate.of("/orders/{id}/lines").expand(value)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "",
        "../admin",
        "a/../../admin",
        "..\\admin",
        "a\\..\\b",
        "a/..",
        "./x",
        "%2e%2e",
        ".%2E",
        "%2e/x",
        "x/%2E%2e"
      })
  @Tag("U40")
  void noValueClimbs(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UrlTemplate.of("/orders/{id}").expand(value))
        .withMessageContaining("value of {id}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UrlTemplate.of("/orders/{id}/lines?all={all}").expand(value, "x"));
  }

  @Test
  @Tag("U40")
  void valuesCannotClimbTogetherOrWithTheTextAroundThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UrlTemplate.of("/a/{x}{y}/b").expand(".", "."));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UrlTemplate.of("/a/.{x}/b").expand("."));
    assertThat(UrlTemplate.of("/a/{x}.{y}").expand("v", "1")).isEqualTo("/a/v.1");
  }

  @Test
  void lineEndsAreEncoded() {
    assertThat(UrlTemplate.of("/a/{x}?q={q}").expand("1\r\nX: y", "\r\n"))
        .isEqualTo("/a/1%0D%0AX%3A%20y?q=%0D%0A");
  }

  @Test
  void inAQueryEveryValueIsHarmless() {
    assertThat(UrlTemplate.of("/a?q={q}&p={p}").expand("..", "")).isEqualTo("/a?q=..&p=");
  }

  @Test
  void valuesHaveTheOrderOfTheVariablesOrTheirNames() {
    UrlTemplate template = UrlTemplate.of("https://api.example.com/{a}/{b}/{a}?c={c}");

    assertThat(template.expand(1, 2, 3, 4)).isEqualTo("https://api.example.com/1/2/3?c=4");
    assertThat(template.expand(Map.of("a", 1, "b", 2, "c", 3, "d", 4)))
        .isEqualTo("https://api.example.com/1/2/1?c=3");
    assertThat(template.path()).isEqualTo("/{a}/{b}/{a}");
    assertThatIllegalArgumentException().isThrownBy(() -> template.expand(1, 2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> template.expand(Map.of("a", 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/{",
        "/a/}",
        "/a/{}",
        "/a/{b",
        "/a/{+b}",
        "/a/{?b}",
        "/a/{b,c}",
        "/a/{b*}",
        "/a/{b }",
        "https://{host}/a",
        "https://{tenant}.example.com/a",
        "https://example.com:{port}/",
        "{scheme}://example.com/",
        "//{host}/a"
      })
  @Tag("U40")
  void templatesThatAreNoneAreRefused(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UrlTemplate.of(template))
        .withMessageStartingWith("template: ");
  }

  @ParameterizedTest
  @CsvSource({
    "orders/{id}, orders/{id}",
    "https://h/orders/{id}?x={y}, /orders/{id}",
    "https://h, /",
    "/a?redirect=https://x/y, /a"
  })
  void itsPathIsItsName(String template, String path) {
    assertThat(UrlTemplate.of(template).path()).isEqualTo(path);
  }
}
