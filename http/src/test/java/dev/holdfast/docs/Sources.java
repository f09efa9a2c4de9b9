/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import dev.holdfast.docs.Page.Quote;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the code says: regions of the classes in the folders of this package, from {@code // sample:
 * name} to {@code // end}, and what their static methods return.
 */
final class Sources implements Page.Truth {

  private static final String BEGIN = "// sample: ";
  private static final String END = "// end";

  private final List<Path> folders;

  Sources(List<Path> folders) {
    this.folders = folders;
  }

  @Override
  public List<String> of(Quote quote) {
    return quote.kind().equals("sample")
        ? region(quote.type(), quote.member())
        : returned(quote.type(), quote.member());
  }

  /** {@code Class#region} of every sample in the folders. */
  List<String> samples() {
    return folders.stream().flatMap(this::samplesBelow).toList();
  }

  private Stream<String> samplesBelow(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().flatMap(this::samplesIn).toList().stream();
    } catch (IOException e) {
      throw new AssertionError(folder.toString(), e);
    }
  }

  private Stream<String> samplesIn(Path file) {
    String type = file.getFileName().toString().replaceFirst("\\.\\w+$", "");
    return lines(type).stream()
        .map(String::strip)
        .filter(line -> line.startsWith(BEGIN))
        .map(line -> type + "#" + line.substring(BEGIN.length()));
  }

  private List<String> region(String type, String name) {
    List<String> found = lines(type).stream()
        .dropWhile(line -> !line.strip().equals(BEGIN + name))
        .skip(1)
        .takeWhile(line -> !line.strip().equals(END))
        .toList();
    if (found.isEmpty()) {
      throw new AssertionError(file(type) + ": no region '" + BEGIN + name + "' … '" + END
          + "' (expected: one with lines in it)");
    }
    return String.join("\n", found).stripIndent().lines().toList();
  }

  private static List<String> returned(String type, String name) {
    try {
      Method method =
          Class.forName(Sources.class.getPackageName() + "." + type).getDeclaredMethod(name);
      return String.valueOf(method.invoke(null)).stripTrailing().lines().toList();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          type + "#" + name + " (expected: a static method without parameters)", e);
    }
  }

  private List<String> lines(String type) {
    Path file = file(type);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new AssertionError("no samples in " + file + " (expected: a test class there)", e);
    }
  }

  private Path file(String type) {
    return folders.stream()
        .flatMap(folder -> Stream.of(".java", ".kt").map(end -> folder.resolve(type + end)))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(type + ".java or .kt (expected: in one of " + folders + ")"));
  }
}
