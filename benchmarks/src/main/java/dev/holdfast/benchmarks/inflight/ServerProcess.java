/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** A {@link SlowServer} that runs until it is closed. */
record ServerProcess(Process process, String url) implements AutoCloseable {

  static ServerProcess start(int delayMillis) throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SlowServer.class.getName(),
            String.valueOf(delayMillis))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader output = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = Objects.requireNonNull(output.readLine(), "port");
    return new ServerProcess(process, "http://127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
