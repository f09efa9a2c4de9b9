/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/concurrency.md lists every lock and every thread of what is published. */
class ConcurrencyPageTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LOCK =
      Pattern.compile("(?m)^[^*/\"@]*(\\bsynchronized\\b|new ReentrantLock\\b)");
  private static final Pattern THREAD_NAME = Pattern.compile("\"(holdfast-[a-z]+)-?\"");

  @Test
  void listsEveryClassWithALock() throws IOException {
    List<String> locking = namesOfSourcesWith(LOCK);

    assertThat(locking).contains("Resolver");
    assertThat(missing(locking)).isEmpty();
  }

  @Test
  void listsEveryThread() throws IOException {
    List<String> names = sources().values().stream()
        .flatMap(source -> THREAD_NAME.matcher(source).results())
        .map(match -> match.group(1))
        .distinct()
        .toList();

    assertThat(names).contains("holdfast-dns");
    assertThat(missing(names)).isEmpty();
  }

  private static List<String> namesOfSourcesWith(Pattern pattern) throws IOException {
    return sources().entrySet().stream()
        .filter(source -> pattern.matcher(source.getValue()).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> missing(List<String> names) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/concurrency.md"));
    return names.stream().filter(name -> !page.contains(name)).toList();
  }

  /** Simple name and text of each class in core and http. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("core", "http")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
