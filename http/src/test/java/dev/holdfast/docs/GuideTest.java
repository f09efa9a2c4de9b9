/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Category;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's tables leave nothing out. */
class GuideTest {

  private static final Path GUIDE = Path.of("../docs/guide");

  @Test
  void leadsToEachPage() throws IOException {
    String guide = Files.readString(GUIDE.resolveSibling("guide.md"));
    try (Stream<Path> pages = Files.list(GUIDE)) {
      assertThat(pages)
          .isNotEmpty()
          .allSatisfy(page -> assertThat(guide).contains("](guide/" + page.getFileName() + ")"));
    }
  }

  @Test
  void tellsWhatEachCategoryMeans() throws IOException {
    assertThat(onPage("errors", "(?m)^\\| `([a-z_]+)` \\| `\\w+Exception` \\|"))
        .containsExactlyElementsOf(
            Arrays.stream(Category.values()).map(Category::code).toList());
  }

  @Test
  void namesEveryStepAndActionOfTheFaultServer() throws IOException {
    List<String> words = onPage("testing", "`(\\w+)[(`]");

    assertThat(words).containsAll(factories(Step.class)).containsAll(factories(Action.class));
  }

  private static List<String> factories(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method ->
            Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .distinct()
        .toList();
  }

  private static List<String> onPage(String page, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(GUIDE.resolve(page + ".md")))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
