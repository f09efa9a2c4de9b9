/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sources and pages are in plain technical English: none of the phrases that a reader stumbles
 * over. To cover another module, add its directory to {@link #PLAIN_SOURCES}.
 */
class PlainEnglishTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Directories whose Java files are clean, and whose Javadoc begins with a noun or a verb. */
  private static final List<String> PLAIN_SOURCES = List.of(
      "benchmarks",
      "cli",
      "core",
      "http/src/main/java",
      "integrations",
      "lab",
      "testkit",
      "verification/src/test/java");

  /** A comment such as "What is sent" is a fragment: "The request" says what it is. */
  private static final Pattern FRAGMENT = Pattern.compile("/\\*\\*[\\s*]+(What|Who|How)\\s");

  /** Say who or what does it, or use the field's term. */
  private static final List<String> PHRASES = List.of(
      "whoever",
      "nobody",
      "somebody",
      "anybody",
      "whom",
      "becomes of",
      "became of",
      "comes of",
      "came of",
      "under way",
      "for good",
      "its own affair",
      "its affair",
      "nobody's business",
      "had better",
      "as it were",
      "of ours",
      "in good time",
      "to be had");

  /** At the beginning of a sentence too, but not a name of the JDK's, such as {@code noBody}. */
  private static final Pattern PHRASE = Pattern.compile(PHRASES.stream()
      .map(phrase -> "[" + phrase.charAt(0) + Character.toUpperCase(phrase.charAt(0)) + "]"
          + phrase.substring(1).replace(" ", "\\s+"))
      .collect(Collectors.joining("|", "\\b(", ")\\b")));

  /** The beginning of a line of a comment, which is no part of its text. */
  private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*(/\\*\\*|\\*|//)? ?");

  /** Names of tests and classes, which pages quote. */
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  static Stream<Path> sources() throws IOException {
    Stream.Builder<Path> all = Stream.builder();
    for (String directory : PLAIN_SOURCES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
        files.filter(PlainEnglishTest::isSource).forEach(all);
      }
    }
    return all.build().sorted();
  }

  /** Whether the file is a source, and not an output of the build. */
  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }

  static Stream<Page> pages() throws IOException {
    return DocsTest.pages();
  }

  @Test
  void sourcesAreFound() throws IOException {
    assertThat(sources()).hasSizeGreaterThan(100);
  }

  @Test
  void aPhraseIsFoundAcrossTheLinesOfAComment() {
    assertThat(found("  /** An attempt that is under\n   * way. Whoever waits. */"))
        .containsExactly("under way", "whoever");
    assertThat(found("The goods are forgotten; somebodyElse runs.")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void sourcesAreInPlainEnglish(Path source) throws IOException {
    assertThat(found(Files.readString(source)))
        .as("%s", ROOT.relativize(source))
        .isEmpty();
  }

  @Test
  void aFragmentIsFoundOnTheFirstLineOrTheNext() {
    assertThat("/** What is sent. */").containsPattern(FRAGMENT);
    assertThat("  /**\n   * How long it takes.\n   */").containsPattern(FRAGMENT);
    assertThat("/** Whether it is sent. Says what it is. */").doesNotContainPattern(FRAGMENT);
  }

  @Test
  void javadocBeginsWithANounOrAVerb() throws IOException {
    List<String> fragments = new ArrayList<>();
    for (Path source : sources().toList()) {
      if (FRAGMENT.matcher(Files.readString(source)).find()) {
        fragments.add(ROOT.relativize(source).toString());
      }
    }
    assertThat(fragments).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesAreInPlainEnglish(Page page) {
    String prose = CODE.matcher(String.join("\n", page.lines())).replaceAll("code");

    assertThat(found(prose)).as("%s", page.name()).isEmpty();
  }

  private static List<String> found(String text) {
    Matcher phrases = PHRASE.matcher(MARGIN.matcher(text).replaceAll(""));
    return phrases
        .results()
        .map(hit -> hit.group().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
        .toList();
  }
}
