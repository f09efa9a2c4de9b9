/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.docs.Page.Quote;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of the documentation would notice. */
class PageTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void findsTheTextOfEachKindOfQuote() {
    Page page =
        page("<!-- sample: A#b -->\n```java\none\n```\n<!-- generated: C#d -->\ntwo\n<!-- end -->");

    assertThat(page.quotes())
        .containsExactly(
            new Quote("sample", "A", "b", 2, 3), new Quote("generated", "C", "d", 5, 6));
    assertThat(page.quotes()).map(page::text).containsExactly(List.of("one"), List.of("two"));
  }

  @Test
  void replacesTheTextAndNothingElse() {
    Page page = page("before\n<!-- output: A#b -->\n```text\nold\n```\nafter");

    assertThat(String.join("\n", page.refreshed(quote -> List.of("new", "text"))))
        .isEqualTo("before\n<!-- output: A#b -->\n```text\nnew\ntext\n```\nafter");
  }

  @Test
  void findsJavaWithoutASample() {
    assertThat(page("text\n```java\nint i;\n```").looseJava()).containsExactly(2);
    assertThat(page("text\n```kotlin\nval i = 1\n```").looseJava()).containsExactly(2);
  }

  @Test
  void leavesMarkdownThatIsShownAlone() {
    Page page = page("````text\n<!-- sample: A#b -->\n```java\n```\n````\ntext");

    assertThat(page.quotes()).isEmpty();
    assertThat(page.looseJava()).isEmpty();
  }

  @Test
  void findsLinksToNowhere() {
    Page page = page("[a](nowhere.md) [b](LICENSE) [c](#no-such-heading) [d](https://x.example/)\n"
        + "```\n[not](a-link.md)\n```\n# Some `code`, a heading\n[e](#some-code-a-heading)");

    assertThat(Links.of(page)).hasSize(4);
    assertThat(Links.dangling(page, ROOT))
        .first()
        .isEqualTo("README.md links to nowhere.md, which does not exist");
  }

  @Test
  void makesAnchorsAsForgesDo() {
    assertThat(Links.anchor("## What may be retried?")).contains("what-may-be-retried");
    assertThat(Links.anchor("no heading")).isEmpty();
  }

  private static Page page(String text) {
    return new Page("README.md", text.lines().toList());
  }
}
