/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.docs.Page.Quote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documentation says what the code does: Java blocks are regions of classes in this package,
 * outputs are what their methods return, links lead somewhere. {@code -Ddocs.update=true} rewrites
 * the pages instead of failing. CONTRIBUTING.md tells how to add a sample.
 */
class DocsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Sources SOURCES = new Sources(Stream.of(
          "http/src/test/java",
          "integrations/aws/src/test/java",
          "integrations/jackson3/src/test/java",
          "integrations/kotlin/src/test/kotlin",
          "integrations/langchain4j/src/test/java",
          "integrations/parity/src/test/java",
          "integrations/recipes/src/test/java")
      .map(tests -> ROOT.resolve(tests).resolve("dev/holdfast/docs"))
      .toList());

  static Stream<Page> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(file -> Links.read(ROOT, file))
          .toList()
          .stream();
    }
  }

  @Test
  void thePagesAreFound() throws IOException {
    assertThat(pages()).extracting(Page::name).contains("README.md", "CONTRIBUTING.md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyJavaBlockQuotesASample(Page page) {
    assertThat(page.looseJava())
        .as(
            "lines of %s with a java block and no '<!-- sample: Class#region -->' before it",
            page.name())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyQuoteIsWhatTheCodeSays(Page page) throws IOException {
    List<String> expected = page.refreshed(SOURCES);
    if (Boolean.getBoolean("docs.update") && !expected.equals(page.lines())) {
      Files.write(ROOT.resolve(page.name()), expected);
      return;
    }
    for (Quote quote : page.quotes()) {
      List<String> truth = SOURCES.of(quote);
      assertThat(page.text(quote))
          .as(
              "%s, line %d, <!-- %s -->. -Ddocs.update=true rewrites it; it should be:%n%n%s%n",
              page.name(), quote.from(), quote, String.join("\n", truth))
          .isEqualTo(truth);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(Page page) {
    assertThat(Links.dangling(page, ROOT)).isEmpty();
  }

  @Test
  void everySampleIsQuotedSomewhere() throws IOException {
    List<String> quoted = pages()
        .flatMap(page -> page.quotes().stream())
        .map(quote -> quote.type() + "#" + quote.member())
        .toList();

    assertThat(quoted).containsAll(SOURCES.samples());
  }
}
