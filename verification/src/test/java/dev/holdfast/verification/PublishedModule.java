/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A module of the project that users can depend on, found on the class path by its descriptor. */
public record PublishedModule(ModuleReference reference) {

  public static List<PublishedModule> all() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
        .filter(reference -> reference.descriptor().name().startsWith("dev.holdfast."))
        .map(PublishedModule::new)
        .toList();
  }

  public static PublishedModule named(String name) {
    return all().stream()
        .filter(module -> module.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public String name() {
    return reference.descriptor().name();
  }

  /** All its packages, exported or not. */
  public Set<String> packages() {
    return reference.descriptor().packages();
  }

  /** The packages that every module may use. */
  public Set<String> exportedPackages() {
    return reference.descriptor().exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public List<Class<?>> classes(String packageName) {
    String path = packageName.replace('.', '/') + "/";
    try (ModuleReader reader = reference.open();
        Stream<String> resources = reader.list()) {
      return resources
          .filter(name -> name.startsWith(path) && name.endsWith(".class"))
          .filter(name -> name.indexOf('/', path.length()) < 0)
          .filter(name -> !name.endsWith("-info.class"))
          .<Class<?>>map(PublishedModule::load)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    try {
      return Class.forName(name, false, PublishedModule.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
