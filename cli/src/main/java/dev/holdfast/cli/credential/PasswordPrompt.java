/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.credential;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks for a password on the terminal, even if the standard streams are redirected. {@code stty}
 * turns the echo off; if that fails, no question is asked, since a password must never be shown.
 */
public final class PasswordPrompt {

  private static final long LONGEST_SECONDS = 5;

  private final File terminal;

  PasswordPrompt(File terminal) {
    this.terminal = terminal;
  }

  /**
   * Returns the text typed on the terminal of this process.
   *
   * @param question printed first
   * @return empty if there is no terminal to ask on
   */
  public static Optional<String> ask(String question) {
    return new PasswordPrompt(new File("/dev/tty")).answer(question);
  }

  Optional<String> answer(String question) {
    try (InputStream in = new FileInputStream(terminal);
        OutputStream out = new FileOutputStream(terminal)) {
      Optional<String> settings = stty("-g");
      if (settings.isEmpty() || stty("-echo").isEmpty()) {
        return Optional.empty();
      }
      Thread restore = new Thread(() -> stty(settings.get()), "holdfast-terminal");
      Runtime.getRuntime().addShutdownHook(restore);
      try {
        out.write(question.getBytes(StandardCharsets.UTF_8));
        return line(in);
      } finally {
        stty(settings.get());
        Runtime.getRuntime().removeShutdownHook(restore);
        out.write('\n');
      }
    } catch (IOException e) {
      return Optional.empty(); // no terminal
    }
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0 && b != '\n' && b != '\r') {
      line.write(b);
      b = in.read();
    }
    return b < 0 && line.size() == 0
        ? Optional.empty()
        : Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  private Optional<String> stty(String argument) {
    try {
      Process process = new ProcessBuilder("stty", argument)
          .redirectInput(terminal)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean done = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      return done && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no stty
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
