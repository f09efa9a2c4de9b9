/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tests carry which row of the fault table, read from the sources of all modules: reflection
 * would see one module's classes only.
 */
final class TaggedTests {

  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]\\d{1,2})\"\\)");
  private static final Pattern SCRIPT_TAG = Pattern.compile("^# proves: ([A-Z0-9, ]+)$");
  private static final Pattern TYPE = Pattern.compile("^\\s*[\\w ]*\\b(?:class|interface) (\\w+)");
  private static final Pattern METHOD = Pattern.compile("^\\s*[\\w ]*\\bvoid (\\w+)\\(");
  private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b");

  private final TreeMap<String, Set<String>> testsById = new TreeMap<>();
  private final List<String> misplaced = new ArrayList<>();

  private TaggedTests() {}

  /** Reads every test source and every script below the project's root. */
  static TaggedTests in(Path root) {
    TaggedTests found = new TaggedTests();
    files(root, TaggedTests::isTestSource).forEach(found::readSource);
    files(root.resolve("it"), path -> true).forEach(file -> found.readScript(root, file));
    return found;
  }

  /** Tests as {@code Class#method}, or {@code Class} if the whole class carries the id. */
  Set<String> proving(String id) {
    return testsById.getOrDefault(id, Set.of());
  }

  Set<String> ids() {
    return testsById.keySet();
  }

  /** Tags on something that is not a test, and so prove nothing. */
  List<String> misplaced() {
    return misplaced;
  }

  private void readSource(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    List<String> ids = new ArrayList<>();
    boolean test = false;
    for (String line : lines(file)) {
      if (line.strip().startsWith("@")) {
        TAG.matcher(line).results().forEach(tag -> ids.add(tag.group(1)));
        test |= TEST.matcher(line).find();
      }
      Matcher method = METHOD.matcher(line);
      if (method.find()) {
        record(ids, type + "#" + method.group(1), test);
        test = false;
      } else if (TYPE.matcher(line).find()) {
        record(ids, type, true);
        test = false;
      }
    }
    if (!ids.isEmpty()) {
      misplaced.add(type + " " + ids);
    }
  }

  private void record(List<String> ids, String test, boolean isTest) {
    if (!ids.isEmpty() && !isTest) {
      misplaced.add(test + " " + ids);
    }
    for (String id : ids) {
      testsById.computeIfAbsent(id, any -> new TreeSet<>()).add(test);
    }
    ids.clear();
  }

  private void readScript(Path root, Path file) {
    String name = root.relativize(file).toString();
    for (String line : lines(file)) {
      Matcher tag = SCRIPT_TAG.matcher(line);
      if (tag.matches()) {
        record(new ArrayList<>(List.of(tag.group(1).split(", *"))), name, true);
      }
    }
  }

  private static boolean isTestSource(Path path) {
    String name = path.toString().replace('\\', '/');
    return name.contains("/src/test/java/") && name.endsWith(".java");
  }

  private static List<Path> files(Path root, java.util.function.Predicate<Path> wanted) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
