/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Core depends on no other module, has no package cycles, prints nothing, reads no clock of its
 * own, and does not wait.
 */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target/classes"));
  private static final JavaClasses TESTS =
      new ClassFileImporter().importPath(Path.of("target/test-classes"));

  private static final Set<String> CLOCKS_AND_WAITS = Set.of(
      "java.lang.Thread.sleep",
      "java.lang.Thread.onSpinWait",
      "java.util.concurrent.TimeUnit.sleep",
      "java.util.concurrent.locks.LockSupport.parkNanos",
      "java.lang.Object.wait",
      "java.lang.System.currentTimeMillis",
      "java.lang.System.nanoTime",
      "java.time.Instant.now",
      "java.time.Clock.systemUTC");

  private static final Set<String> PRINTING =
      Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.Throwable.printStackTrace");

  @Test
  void theRulesSeeTheClassesTheyAreAbout() {
    assertThat(MAIN.size()).isGreaterThan(20);
    assertThat(MAIN.contain("dev.holdfast.engine.RetryEngine")).isTrue();
    assertThat(MAIN.contain("dev.holdfast.time.SystemTime")).isTrue();
    assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    assertThat(TESTS.contain(ArchitectureTest.class)).isTrue();
  }

  @Test
  void coreDependsOnTheJdkAndNullnessAnnotationsOnly() {
    classes()
        .that()
        .resideInAPackage("dev.holdfast..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.holdfast..", "java..", "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("dev.holdfast.time..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.holdfast.retry..", "dev.holdfast.engine")
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages = MAIN.stream()
        .filter(type -> type.getPackageName().startsWith("dev.holdfast"))
        .map(JavaClass::getPackage)
        .collect(Collectors.toSet());

    assertThat(packages).extracting(JavaPackage::getName).contains("dev.holdfast.retry");
    assertThat(packages).allMatch(p -> p.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void nothingPrints() {
    noClasses().should().accessTargetWhere(targets(PRINTING)).check(MAIN);
  }

  @Test
  void onlyTimeItselfAndThreadsThatRestLookAtAClockOrWait() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.holdfast.time.SystemTime")
        .and()
        .haveNameNotMatching("dev.holdfast.time.WheelTimer.*")
        .and()
        .doNotHaveFullyQualifiedName("dev.holdfast.thread.ThreadInterrupt")
        .and()
        .haveNameNotMatching("dev.holdfast.thread.StepPool.*")
        .should()
        .accessTargetWhere(targets(CLOCKS_AND_WAITS))
        .check(MAIN);
  }

  @Test
  void theClockRuleWouldCatchSystemTimeItself() {
    JavaClass systemTime = MAIN.get("dev.holdfast.time.SystemTime");

    List<String> used = systemTime.getAccessesFromSelf().stream()
        .map(ArchitectureTest::target)
        .filter(CLOCKS_AND_WAITS::contains)
        .toList();

    assertThat(used)
        .contains(
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.util.concurrent.TimeUnit.sleep");
  }

  @Test
  void testsNeitherWaitNorLookAtAClock() {
    // Tests of races need real time.
    noClasses()
        .that()
        .haveNameNotMatching(".*RaceTest.*")
        .should()
        .accessTargetWhere(targets(CLOCKS_AND_WAITS))
        .check(TESTS);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)").check(MAIN);
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)").check(TESTS);
  }

  private static DescribedPredicate<JavaAccess<?>> targets(Set<String> members) {
    return DescribedPredicate.describe(
        "target is one of " + members, access -> members.contains(target(access)));
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }
}
