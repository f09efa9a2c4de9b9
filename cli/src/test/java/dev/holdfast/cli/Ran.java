/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The result of the command, run in this process. */
final class Ran {

  private static final JsonMapper JSON = new JsonMapper();

  private final int code;
  private final byte[] bytes;
  private final String err;

  private Ran(int code, byte[] bytes, String err) {
    this.code = code;
    this.bytes = bytes;
    this.err = err;
  }

  static Ran run(String... args) {
    return on(InputStream.nullInputStream(), false, args);
  }

  static Ran withInput(InputStream input, String... args) {
    return on(input, false, args);
  }

  static Ran onTerminal(String... args) {
    return on(InputStream.nullInputStream(), true, args);
  }

  private static Ran on(InputStream input, boolean terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = execute(input, out, err, terminal, false, args);
    return new Ran(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs the command with the test's own stream as standard output. */
  static Ran writingTo(OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = execute(InputStream.nullInputStream(), out, err, false, true, args);
    return new Ran(code, new byte[0], err.toString(StandardCharsets.UTF_8));
  }

  private static int execute(
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean terminal,
      boolean pipe,
      String[] args) {
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Streams streams = new Streams(in, out, messages, terminal, terminal, () -> pipe);
    return Main.run(streams, args);
  }

  /** The exit code. */
  int code() {
    return code;
  }

  /** Standard output. */
  byte[] bytes() {
    return bytes;
  }

  /** Standard output as text. */
  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Standard error. */
  String err() {
    return err;
  }

  List<String> errLines() {
    return err.lines().toList();
  }

  /** Standard error, every line of which must be a JSON object. */
  List<JsonNode> events() {
    return errLines().stream().map(JSON::readTree).toList();
  }

  JsonNode lastEvent() {
    List<JsonNode> events = events();
    return events.get(events.size() - 1);
  }
}
