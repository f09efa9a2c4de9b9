/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MAIN = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.holdfast.testkit");
  private static final JavaClasses ALL =
      new ClassFileImporter().importPackages("dev.holdfast.testkit");

  @Test
  void dependsOnCoreTimeTheJdkAndJUnitOnly() {
    assertThat(MAIN).hasSizeGreaterThan(15);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.holdfast.testkit",
            "dev.holdfast.time",
            "dev.holdfast.engine.time",
            "java..",
            "javax.net.ssl",
            "org.junit.jupiter.api.extension",
            "org.jspecify.annotations")
        .check(MAIN);
  }

  @Test
  void onlyTheExtensionKnowsJUnit() {
    noClasses()
        .that()
        .doNotHaveSimpleName("FaultServerExtension")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void noTestSleeps() {
    assertThat(ALL.size()).isGreaterThan(MAIN.size());
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(ALL);
  }
}
