/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.holdfast.verification.PublishedModule;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dependencies between packages point down: a package may use those below it in its list, and none
 * above. So there are no cycles, and a reader can start at the bottom. A new package needs a place
 * in the list.
 */
class ArrowsTest {

  /** The packages of a module, from the top down. */
  record Floors(String module, List<String> packages) {

    /**
     * Whether the use of the second package by the first points up; other modules have no floor.
     */
    boolean up(JavaClass from, JavaClass to) {
      int target = packages.indexOf(to.getBaseComponentType().getPackageName());
      return target >= 0 && target < packages.indexOf(from.getPackageName());
    }

    @Override
    public String toString() {
      return module;
    }
  }

  static Stream<Floors> modules() {
    return Stream.of(
        floors(
            "dev.holdfast.http",
            "dev.holdfast.http",
            ".adapter",
            ".paging",
            ".har",
            "",
            ".batch",
            ".standard",
            ".curl",
            ".link",
            ".problem",
            ".mock",
            ".auth",
            ".ahead",
            ".runtime",
            ".progress",
            ".origin",
            ".around",
            ".json",
            ".net.attempt",
            ".net.http2",
            ".net.http1",
            ".net.pool",
            ".net.connect",
            ".tls",
            ".net.tls",
            ".net.loop",
            ".net",
            ".resume",
            ".events",
            ".sse",
            ".text",
            ".download",
            ".cookie",
            ".body",
            ".coding",
            ".codec",
            ".caller",
            ".listen",
            ".hook",
            ".call",
            ".field",
            ".challenge",
            ".transport",
            ".proxy",
            ".address",
            ".message",
            ".concurrent"),
        floors(
            "dev.holdfast.core",
            "dev.holdfast",
            ".retrier",
            ".engine.origin",
            ".engine.hedge",
            ".engine",
            ".safeguard",
            ".engine.cooldown",
            ".engine.pipeline",
            ".engine.throttle",
            ".engine.rate",
            ".engine.pace",
            ".engine.limit",
            ".engine.latency",
            ".breaker",
            ".budget",
            ".window",
            ".retry",
            ".cooldown",
            ".limit",
            ".pace",
            ".throttle",
            ".rate",
            ".latency",
            ".guard",
            ".log",
            ".time",
            ".thread",
            ".engine.time"));
  }

  private static Floors floors(String module, String root, String... packages) {
    return new Floors(module, Stream.of(packages).map(root::concat).toList());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyPackageHasAPlace(Floors floors) {
    PublishedModule module = PublishedModule.named(floors.module());

    assertThat(module.packages())
        .as("packages of %s, and the list in ArrowsTest", module)
        .hasSameElementsAs(floors.packages());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void dependenciesPointDown(Floors floors) {
    JavaClasses classes = new ClassFileImporter().importPackages(floors.packages());
    SortedSet<String> upwards = new TreeSet<>();
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> floors.up(type, dependency.getTargetClass()))
          .forEach(dependency -> upwards.add(dependency.getDescription()));
    }

    assertThat(classes).hasSizeGreaterThan(100);
    assertThat(upwards).isEmpty();
  }
}
