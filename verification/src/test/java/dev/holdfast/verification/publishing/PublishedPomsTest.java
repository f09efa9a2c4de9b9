/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks Maven Central's requirements for a pom, and that the BOM names the published modules. */
class PublishedPomsTest {

  static List<Pom> published() {
    return Pom.published();
  }

  static List<Pom> libraries() {
    return Pom.libraries();
  }

  static Stream<Pom> roots() {
    return Stream.of(Pom.in(Pom.TOP), Pom.in(Pom.TOP.resolve("bom")));
  }

  @Test
  void theBomNamesEveryPublishedModuleAndNothingElse() {
    assertThat(Pom.in(Pom.TOP.resolve("bom")).managed("dev.holdfast"))
        .containsExactlyInAnyOrderElementsOf(
            libraries().stream().map(Pom::artifact).toList());
  }

  /** Checks the root poms; the others inherit from them. */
  @ParameterizedTest
  @MethodSource("roots")
  void aPomThatInheritsNothingSaysWhoAndWhereAndUnderWhichLicence(Pom pom) {
    assertThat(pom.text("url")).isPresent();
    assertThat(pom.text("licenses", "license", "url"))
        .contains("https://www.apache.org/licenses/LICENSE-2.0.txt");
    assertThat(pom.text("developers", "developer", "name")).isPresent();
    assertThat(pom.text("scm", "url")).isPresent();
    assertThat(pom.text("scm", "connection")).isPresent();
    assertThat(pom.text("scm", "developerConnection")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("published")
  void aPublishedModuleHasANameAndASentence(Pom pom) {
    assertThat(pom.text("name").orElseThrow()).startsWith("Holdfast :: ");
    assertThat(pom.text("description").orElseThrow()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryHasANameForTheModulePath(Pom pom) {
    boolean described = Files.exists(pom.folder().resolve("src/main/java/module-info.java"));
    boolean named = !pom.all(
            "build",
            "plugins",
            "plugin",
            "configuration",
            "archive",
            "manifestEntries",
            "Automatic-Module-Name")
        .isEmpty();

    assertThat(described).as("a descriptor, or else a name: not both").isNotEqualTo(named);
  }
}
