/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where each type is that a program imports. */
final class Imports {

  /** Packages for those who write transports, codecs and adapters. */
  private static final List<String> RARE =
      List.of("dev.holdfast.guard", "dev.holdfast.http.adapter", "dev.holdfast.http.transport");

  private Imports() {}

  /** The public types of each exported package. */
  static String types() throws IOException {
    StringBuilder table = new StringBuilder("| Package | Types |\n|---|---|\n");
    for (String module : List.of("../http", "../core", "../testkit")) {
      Path classes = Path.of(module, "target", "classes");
      for (String name : exported(classes)) {
        if (!RARE.contains(name)) {
          table
              .append("| `")
              .append(name)
              .append("` | ")
              .append(types(classes, name))
              .append(" |\n");
        }
      }
    }
    return table.toString();
  }

  private static List<String> exported(Path classes) {
    return ModuleFinder.of(classes).findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .filter(exports -> !exports.isQualified())
        .map(exports -> exports.source())
        .sorted()
        .toList();
  }

  private static String types(Path classes, String name) throws IOException {
    try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("\\w+\\.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .filter(type -> isPublic(name + "." + type))
          .sorted()
          .map(type -> "`" + type + "`")
          .collect(Collectors.joining(", "));
    }
  }

  private static boolean isPublic(String type) {
    try {
      return Modifier.isPublic(
          Class.forName(type, false, Imports.class.getClassLoader()).getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
