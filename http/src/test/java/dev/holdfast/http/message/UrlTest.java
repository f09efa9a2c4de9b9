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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://h, http://h/",
    "HTTP://EXAMPLE.com:80/a?b#c, http://example.com/a?b",
    "https://h:443/, https://h/",
    "https://h:8443, https://h:8443/",
    "http://h?q=1, http://h/?q=1",
    "http://a_b.internal/x, http://a_b.internal/x",
    "http://[::1]:8080/x, http://[::1]:8080/x",
    "http://[2001:DB8::]/, http://[2001:db8::]/",
    "http://[1:2:3:4:5:6:7:8]/, http://[1:2:3:4:5:6:7:8]/",
    "http://[::ffff:127.0.0.1]/, http://[::ffff:127.0.0.1]/",
    "http://h:/x, http://h/x",
    "http://h/a/../b/./c, http://h/b/c",
    "http://h/a/.., http://h/",
    "http://h/../../x, http://h/x",
    "http://h/a%20b?c=%25, http://h/a%20b?c=%25",
    "'http://h/a\"b<c>', http://h/a%22b%3Cc%3E",
    "http://h/ü?ü, http://h/%C3%BC?%C3%BC",
    "http://bücher.example/, http://xn--bcher-kva.example/"
  })
  void parsesAndNormalises(String text, String expected) {
    assertThat(Url.parse(text).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h | 0",
        "/x | 0",
        "ftp://h/ | 0",
        "file:///etc/passwd | 0",
        "http:/h | 0",
        "http:///x | 7",
        "http:// | 7",
        "http://h:0/ | 9",
        "http://h:99999/ | 9",
        "http://h:123456789012/ | 9",
        "http://h:-1/ | 9",
        "http://h:8a/ | 9",
        "http://u:p@h/ | 7",
        "http://h/a b | 10",
        "'http://h/a\r\nb' | 10",
        "'http://h/\u0000' | 9",
        "'http://h/\u007f' | 9",
        "http://[::1/ | 7",
        "http://[fe80::1%25eth0]/ | 7",
        "http://[zz]/ | 7",
        "http://[:]/ | 7",
        "http://[1:2]/ | 7",
        "http://[:::::]/ | 7",
        "http://[1::2::3]/ | 7",
        "http://[::1.2.3.999]/ | 7",
        "http://[1:2:3:4:5:6:7:8:9]/ | 7",
        "http://h/%zz | 9",
        "http://h/%2 | 9",
        "http://h/?a=%\u0663\u0663 | 12",
        "http://a..b/ | 7",
        "http://.a/ | 7",
        "http://h<x>/ | 8",
        "'http://h/\ud800' | 9"
      })
  @Tag("U11")
  void refusesWhatIsNoUrlAndSaysWhere(String text, int position) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse(text))
        .withMessageStartingWith("url: ")
        .withMessageContaining("at position " + position)
        .withMessageContaining("(expected: ");
  }

  @Test
  @Tag("U11")
  void refusesNothingAtAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse(""))
        .withMessage("url: empty (expected: http:// or https:// and a host)");
  }

  @Test
  @Tag("U11")
  void refusesAnEndlessUrl() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse("http://h/" + "x".repeat(1_000_000)))
        .withMessageContaining("1000009 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:canary@h/",
        "http://user:can@canary@h/",
        "http://user:canary/x@h/",
        "http://user:canary",
        "ftp://user:canary@h/",
        "user:canary@h",
        "http://h:0/?api_key=canary",
        "http://h/%?token=canary"
      })
  @Tag("X08")
  @Tag("I20")
  void neverShowsASecretInAnError(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse(url))
        .withMessageNotContaining("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "/x, http://h/x",
    "x, http://h/a/x",
    "../x, http://h/x",
    "?q, http://h/a/b?q",
    "//o/x, http://o/x",
    "https://o:1/x, https://o:1/x",
    "#f, http://h/a/b?c",
    "a:b, ''"
  })
  void resolvesReferences(String reference, String expected) {
    Url base = Url.parse("http://h/a/b?c");
    if (expected.isEmpty()) {
      assertThatIllegalArgumentException().isThrownBy(() -> base.resolve(reference));
    } else {
      assertThat(base.resolve(reference).text()).isEqualTo(expected);
    }
  }

  @Test
  void encodesQueryParameters() {
    Url url = Url.parse("http://h/x").withQuery("a b", "1&2=é").withQuery("c", "");

    assertThat(url.text()).isEqualTo("http://h/x?a%20b=1%262%3D%C3%A9&c=");
  }

  @Test
  void masksSecretsWheneverItIsShown() {
    Url url = Url.parse("http://h/x?api_key=canary&a=1&access_token=canary&q=2");

    assertThat(url.toString()).isEqualTo("http://h/x?api_key=***&a=1&access_token=***&q=2");
  }

  @Test
  void comparesOrigins() {
    assertThat(Url.parse("http://h/").sameOrigin(Url.parse("http://h:80/x"))).isTrue();
    assertThat(Url.parse("http://h/").sameOrigin(Url.parse("https://h/"))).isFalse();
    assertThat(Url.parse("http://h/").sameOrigin(Url.parse("http://h:81/"))).isFalse();
    assertThat(Url.parse("http://h/").sameOrigin(Url.parse("http://h.evil.org/")))
        .isFalse();
  }
}
