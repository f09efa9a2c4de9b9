/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a JVM of its own, which ends with this one. So its work does not count as the
 * client's.
 */
public final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final int port;

  private ServerProcess(Process process, BufferedReader output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /** Starts a program that prints the port it listens on. */
  public static ServerProcess start(Class<?> server, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        server.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader output = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = output.readLine();
    if (port == null) {
      throw new IOException("the server process ended before it had a port");
    }
    return new ServerProcess(process, output, Integer.parseInt(port));
  }

  /** Sends a line to the server and returns its answer. For a server that reads its input. */
  public String ask(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    String answer = output.readLine();
    if (answer == null) {
      throw new IOException("the server process ended at: " + line);
    }
    return answer;
  }

  /** The port of the server. */
  public int port() {
    return port;
  }

  /** The URL of the server's root. */
  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  @Override
  public void close() {
    process.destroy();
  }
}
