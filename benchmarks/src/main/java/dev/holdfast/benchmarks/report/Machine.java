/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of a run, and readings of this process. */
public final class Machine {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Pattern JAR = Pattern.compile("([^/]+)-(\\d[^/]*)\\.jar");
  private static final List<String> LIBRARIES = List.of(
      "httpclient5",
      "okhttp-jvm",
      "failsafe",
      "resilience4j-retry",
      "methanol",
      "spring-web",
      "armeria",
      "reactor-netty-http",
      "netty-transport",
      "jetty-client");

  private Machine() {}

  /** The machine, the JDK, and the versions of the libraries on the class path. */
  public static Map<String, String> facts() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("when", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    facts.put("commit", System.getProperty("holdfast.commit", "unknown"));
    facts.put(
        "machine",
        String.format(
            "%s, %d processors, %d GB, %s %s",
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Math.round(SYSTEM.getTotalMemorySize() / 1e9),
            System.getProperty("os.name"),
            System.getProperty("os.version")));
    facts.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("load before", String.format("%.2f", SYSTEM.getSystemLoadAverage()));
    Map<String, String> versions = new TreeMap<>();
    for (Matcher jar = JAR.matcher(System.getProperty("java.class.path")); jar.find(); ) {
      if (LIBRARIES.contains(jar.group(1))) {
        versions.put(jar.group(1), jar.group(2));
      }
    }
    facts.put("versions", versions.toString().replaceAll("[{}]", "").replace("=", " "));
    return facts;
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    return System.getProperty("os.arch");
  }

  /** Bytes that survive a collection. */
  public static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Nanoseconds of processor time of this process. */
  public static long processorNanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
