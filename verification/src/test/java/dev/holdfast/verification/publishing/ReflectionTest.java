/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * GraalVM must be told about reflection, proxies, services and resources. The classes that use them
 * are listed here, with the reason why they work in a native image; no other class may use them.
 * Reads the classes of all libraries that have been compiled: in a whole build, all of them.
 */
class ReflectionTest {

  private static final Set<String> EXPECTED = Set.of(
      // reachability-metadata.json of core
      "dev.holdfast.thread.DaemonThreads",
      "dev.holdfast.thread.VirtualThreads",
      // Retrier.proxy: the caller registers its own interface
      "dev.holdfast.retrier.RetryProxy",
      // a service: native images keep META-INF/services of the class path
      "dev.holdfast.http.json.CodecSearch",
      // reads the type of a JUnit parameter
      "dev.holdfast.testkit.FaultServerExtension");

  private static final Set<String> TYPES = Set.of(
      "java.lang.reflect.Method",
      "java.lang.reflect.Constructor",
      "java.lang.reflect.Field",
      "java.lang.reflect.Proxy",
      "java.lang.reflect.InvocationHandler",
      "java.util.ServiceLoader",
      "java.util.ResourceBundle",
      "java.lang.invoke.MethodHandle");

  private static final Set<String> METHODS_OF_A_CLASS = Set.of(
      "forName",
      "getMethod",
      "getMethods",
      "getDeclaredMethod",
      "getDeclaredMethods",
      "getField",
      "getDeclaredField",
      "getConstructor",
      "getDeclaredConstructor",
      "getResource",
      "getResources",
      "getResourceAsStream",
      "loadClass");

  @Test
  void onlyTheseClassesUseReflectionServicesOrResources() {
    List<Path> compiled = Pom.libraries().stream()
        .map(pom -> pom.folder().resolve("target/classes"))
        .filter(Files::isDirectory)
        .toList();

    Set<String> using = new ClassFileImporter()
        .importPaths(compiled).stream()
            .filter(ReflectionTest::uses)
            .map(ReflectionTest::outermost)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(using).isEqualTo(new TreeSet<>(EXPECTED));
  }

  private static boolean uses(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .anyMatch(target -> TYPES.contains(target.getName()))
        || type.getMethodCallsFromSelf().stream().anyMatch(ReflectionTest::looksUp);
  }

  private static boolean looksUp(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    return (owner.isEquivalentTo(Class.class) || owner.isAssignableTo(ClassLoader.class))
        && METHODS_OF_A_CLASS.contains(call.getName());
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }
}
