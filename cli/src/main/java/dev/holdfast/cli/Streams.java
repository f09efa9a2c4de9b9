/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.transfer.InterruptibleOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The streams that the command reads from and writes to.
 *
 * @param in standard input
 * @param out standard output: bodies, byte for byte
 * @param err standard error: traces and messages, in UTF-8
 * @param outIsTerminal whether a person reads standard output
 * @param errIsTerminal whether a person reads standard error
 */
record Streams(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    BooleanSupplier outIsPipe) {

  private static final int FILE_TYPE = 0170000;
  private static final int FIFO = 0010000;

  /** The streams of this process. */
  static Streams ofProcess() {
    // Java cannot tell which of its streams is a terminal; the launcher can, and passes it on.
    Set<String> terminals =
        Set.of(System.getProperty("holdfast.terminals", "none").split(","));
    return new Streams(
        System.in,
        new InterruptibleOutput(new FileOutputStream(FileDescriptor.out).getChannel()),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        terminals.contains("out"),
        terminals.contains("err"),
        Streams::standardOutputIsPipe);
  }

  private static boolean standardOutputIsPipe() {
    try {
      Object mode = Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      return ((int) mode & FILE_TYPE) == FIFO;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // the system has no such names
    }
  }

  /** Standard output for text, in UTF-8. */
  PrintStream text() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Whether text on standard output may be coloured. */
  boolean colour() {
    String noColour = System.getenv("NO_COLOR");
    return outIsTerminal
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }
}
