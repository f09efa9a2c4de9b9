/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests of the extension, run by JUnit 5.12 in a JVM of its own. */
class OldJUnitTest {

  /** The file is copied there by the build. */
  private static final Path JUNIT = Path.of("target", "junit-5.12", "junit-console.jar");

  @Test
  void theExtensionWorksWithJUnit512() throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        classPath(),
        "org.junit.platform.console.ConsoleLauncher",
        "execute",
        "--disable-banner",
        "--fail-if-no-tests"));
    for (Class<?> test : List.of(FaultServerExtensionTest.class, SharedFaultServerTest.class)) {
      command.add("--select-class=" + test.getName());
    }

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains(" 6 tests successful ").contains(" 0 tests failed ");
  }

  /** The class path of this build, with the other JUnit in front and without its own. */
  private static String classPath() {
    Stream<String> own = Stream.of(
            System.getProperty("java.class.path", ""), System.getProperty("jdk.module.path", ""))
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .filter(entry -> !entry.contains("junit") && !entry.contains("surefire"));
    return Stream.concat(Stream.of(JUNIT.toString(), "target/test-classes", "target/classes"), own)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
