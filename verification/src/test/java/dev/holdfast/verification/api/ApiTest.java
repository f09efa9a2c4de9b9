/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.verification.PublishedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares the exports of the published modules with the dump in {@code config/api}, a file for
 * each package, so that the public API changes on purpose only. {@code -Dapi.update=true} rewrites
 * the files instead of failing.
 */
class ApiTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DUMPS = ROOT.resolve("config/api");
  private static final Pattern MODULE = Pattern.compile("(?m)^module ([\\w.]+)");
  private static final Pattern CHILD = Pattern.compile("<module>(.+)</module>");
  private static final String REFRESH = "mvn -q -Pfast -pl verification -am test -Dtest=ApiTest"
      + " -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true";

  private static final Map<String, List<String>> exported = new TreeMap<>();

  @BeforeAll
  static void dump() throws IOException {
    for (PublishedModule module : PublishedModule.all()) {
      for (String name : module.exportedPackages()) {
        exported.put(name + ".txt", PublicApi.of(name, module.classes(name)));
      }
    }
    if (Boolean.getBoolean("api.update")) {
      update();
    }
  }

  private static void update() throws IOException {
    for (String file : files()) {
      if (!exported.containsKey(file)) {
        Files.delete(DUMPS.resolve(file));
      }
    }
    for (Map.Entry<String, List<String>> each : exported.entrySet()) {
      Files.write(DUMPS.resolve(each.getKey()), each.getValue());
    }
  }

  @Test
  void thePublicApiIsWhatWasCommitted() throws IOException {
    List<String> difference = new ArrayList<>();
    Set<String> files = new LinkedHashSet<>(files());
    files.addAll(exported.keySet());
    for (String file : files) {
      Path committed = DUMPS.resolve(file);
      List<String> before = Files.exists(committed) ? Files.readAllLines(committed) : List.of();
      difference.addAll(difference(before, exported.getOrDefault(file, List.of())));
    }

    assertThat(difference)
        .as(
            "changes of the public API (-: committed, +: now). If they are meant, run%n%n  %s%n",
            REFRESH)
        .isEmpty();
  }

  @Test
  void everyPublishedModuleWithADescriptorIsSeen() throws IOException {
    List<String> published = new ArrayList<>();
    for (Path directory : modules(ROOT)) {
      Path descriptor = directory.resolve("src/main/java/module-info.java");
      if (Files.exists(descriptor) && isPublished(directory)) {
        Matcher module = MODULE.matcher(Files.readString(descriptor));
        assertThat(module.find()).as("%s", descriptor).isTrue();
        published.add(module.group(1));
      }
    }

    assertThat(PublishedModule.all())
        .extracting(PublishedModule::name)
        .containsExactlyInAnyOrderElementsOf(published)
        .contains("dev.holdfast.core", "dev.holdfast.http", "dev.holdfast.testkit");
  }

  /** The directories of Maven's modules, nested ones included. */
  private static List<Path> modules(Path parent) throws IOException {
    List<Path> all = new ArrayList<>();
    Matcher named = CHILD.matcher(Files.readString(parent.resolve("pom.xml")));
    while (named.find()) {
      Path child = parent.resolve(named.group(1));
      all.add(child);
      all.addAll(modules(child));
    }
    return all;
  }

  private static boolean isPublished(Path module) throws IOException {
    return !Files.readString(module.resolve("pom.xml")).contains("<maven.deploy.skip>true<");
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(DUMPS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> difference(List<String> before, List<String> now) {
    Set<String> gone = withTypes(before);
    Set<String> come = withTypes(now);
    Set<String> same = new LinkedHashSet<>(gone);
    same.retainAll(come);
    gone.removeAll(same);
    come.removeAll(same);
    return Stream.concat(gone.stream().map("- "::concat), come.stream().map("+ "::concat))
        .toList();
  }

  /** The lines, each member after its type, so that equal members of two types differ. */
  private static Set<String> withTypes(List<String> lines) {
    Set<String> all = new LinkedHashSet<>();
    String type = "";
    for (String line : lines) {
      if (line.startsWith(" ")) {
        all.add(type + ": " + line.strip());
      } else if (!line.isEmpty()) {
        all.add(line);
        type = line.replaceFirst(" (extends|implements|permits) .*", "");
      }
    }
    return all;
  }
}
