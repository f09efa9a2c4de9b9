/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Core exports the types that users write with; the engine is for Holdfast's own modules. */
class ExportsTest {

  private static final Path CLASSES = Path.of("target/classes");

  /** A public API of this size can be read in one sitting: see docs/decisions/0910. */
  private static final int MOST_TYPES = 45;

  private static final ModuleDescriptor MODULE =
      ModuleFinder.of(CLASSES).find("dev.holdfast.core").orElseThrow().descriptor();

  @Test
  void usersSeeFewTypes() {
    Set<String> packages = packages(exports -> !exports.isQualified());

    List<String> types = new ClassFileImporter()
        .importPath(CLASSES).stream()
            .filter(type -> packages.contains(type.getPackageName()))
            .filter(
                type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .sorted()
            .toList();

    assertThat(types).contains("dev.holdfast.retrier.Retrier").hasSizeLessThanOrEqualTo(MOST_TYPES);
  }

  @Test
  void theEngineIsForOurOwnModulesOnly() {
    assertThat(packages(exports -> !exports.isQualified()))
        .noneMatch(name -> name.startsWith("dev.holdfast.engine"));
    assertThat(MODULE.exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .isNotEmpty()
        .allSatisfy(exports -> assertThat(exports.targets())
            .isSubsetOf(
                "dev.holdfast.http",
                "dev.holdfast.micrometer",
                "dev.holdfast.opentelemetry",
                "dev.holdfast.testkit"));
  }

  private static Set<String> packages(Predicate<ModuleDescriptor.Exports> which) {
    return MODULE.exports().stream()
        .filter(which)
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }
}
