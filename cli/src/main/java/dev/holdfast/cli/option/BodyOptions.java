/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The request body: one of two ways to give it. */
public final class BodyOptions {

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DATA|@FILE",
      description = "Send this body, byte for byte; @FILE reads it from a file, @- from standard"
          + " input. Say what it is with -H 'Content-Type: …'; the default is"
          + " application/octet-stream.")
  @Nullable String data;

  @Option(
      names = "--json",
      paramLabel = "TEXT|@FILE",
      description = "Send this JSON text as application/json, and accept the same; @FILE reads it"
          + " from a file, @- from standard input.")
  @Nullable String json;

  /** The body's text, or {@code @} and the file. */
  public Optional<String> data() {
    return Optional.ofNullable(data);
  }

  /** The body as JSON text, or {@code @} and the file. */
  public Optional<String> json() {
    return Optional.ofNullable(json);
  }
}
