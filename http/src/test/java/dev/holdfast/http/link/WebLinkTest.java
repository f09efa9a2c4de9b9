/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinkTest {

  private static final Url BASE = Url.parse("https://api.example.com/v1/orders?page=1");

  private static List<WebLink> links(String... fields) {
    Headers headers = Headers.empty();
    for (String field : fields) {
      headers = headers.plus("Link", field);
    }
    return WebLink.of(headers, BASE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
      <https://a.example/2>; rel="next"            | https://a.example/2
      <https://a.example/2>;rel=next               | https://a.example/2
      <?page=2>; rel=next                          | https://api.example.com/v1/orders?page=2
      <2>; rel=next                                | https://api.example.com/v1/2
      </2>; rel=next                               | https://api.example.com/2
      <//b.example/2>; rel=next                    | https://b.example/2
      <>; rel=next                                 | https://api.example.com/v1/orders?page=1
      < /2 > ; rel = "next"                        | https://api.example.com/2
      </2>; REL="NEXT"                             | https://api.example.com/2
      </2>; rel="last  next"                       | https://api.example.com/2
      </2>; title="a, <b>; rel=\\"prev\\""; rel=next | https://api.example.com/2
      </2>; rel=next; rel=prev                     | https://api.example.com/2
      </1>; rel=prev, </2>; rel=next               | https://api.example.com/2
      , ,</2>; rel=next,                           | https://api.example.com/2
      rubbish, </2>; rel=next                      | https://api.example.com/2
      </2>;; rel=next;                             | https://api.example.com/2
      </2>; flag; rel=next                         | https://api.example.com/2
      </2>; anchor="?page=1"; rel=next             | https://api.example.com/2
      </a b>; rel=next                             | https://api.example.com/a%20b
      </x,y;z>; rel=next                           | https://api.example.com/x,y;z
      """)
  void findsTheNextPage(String field, String target) {
    assertThat(links(field))
        .filteredOn(link -> link.leadsFrom(BASE, "next"))
        .extracting(link -> link.url().orElseThrow().text())
        .containsExactly(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "</2",
        "</2>",
        "</2>; rel",
        "</2>; rel=prev",
        "</2>; rel=prev; rel=next",
        "</2>; rel=nextish",
        "</2>; anchor=\"/other\"; rel=next",
        "</2>; title=\"; rel=next",
        "; rel=next",
        "\"<\"; rel=next"
      })
  void findsNoneWhereThereIsNone(String field) {
    assertThat(links(field)).noneMatch(link -> link.leadsFrom(BASE, "next"));
  }

  @Test
  void readsAllFieldsAndParameters() {
    List<WebLink> links = links(
        "</2>; rel=\"next last\"; title=plain; title*=UTF-8'de'%e2%82%ac%20x; title=\"other\"",
        "<mailto:a@b>; rel=author; hreflang=de, <urn:x>; rel=describedby; anchor=\"#part\"");

    assertThat(links).hasSize(3);
    assertThat(links.get(0).relations()).containsExactly("next", "last");
    assertThat(links.get(0).parameters()).isEqualTo(Map.of("title", "\u20ac x"));
    assertThat(links.get(1).target()).isEqualTo("mailto:a@b");
    assertThat(links.get(1).url()).isEqualTo(Optional.empty());
    assertThat(links.get(1).parameters()).containsEntry("hreflang", "de");
    // A part of the same resource.
    assertThat(links.get(2).context()).contains(BASE);
  }

  @Test
  void showsNoSecrets() {
    assertThat(links("</2?token=abc>; rel=next").get(0).toString()).doesNotContain("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "\"", ";", ",", "<>;", "<a>;rel=\"", "=", "%", "\\"})
  void readsALongFieldInLinearTime(String part) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> links(part.repeat(60_000 / part.length())));
  }
}
