/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the request body, of which one may be given. */
public final class BodyOptions {

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DATA|@FILE",
      description = "Send this body, byte for byte; @FILE sends a file, @- standard input. Set its"
          + " type with -H 'Content-Type: …'; the default is application/octet-stream.")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "TEXT|@FILE",
      description = "Send this JSON text as application/json, and accept the same; @FILE reads it"
          + " from a file, @- from standard input.")
  List<String> json = new ArrayList<>();

  @Option(
      names = "--data-urlencode",
      paramLabel = "NAME=VALUE",
      description = "Send this field of a form; the value is encoded, the name is not. NAME@FILE"
          + " reads the value from a file, =VALUE and @FILE have no name. Repeatable.")
  List<String> fields = new ArrayList<>();

  @Option(
      names = {"-F", "--form"},
      paramLabel = "NAME=TEXT",
      description = "Send this field of a multipart form. NAME=@FILE sends a file with its name,"
          + " NAME=<FILE its content as a field; both accept ;type=TYPE and ;filename=NAME at the end."
          + " @- reads standard input. Repeatable.")
  List<String> parts = new ArrayList<>();

  /** The body's text, or {@code @} and the file. */
  public Optional<String> data() {
    return data.stream().findFirst();
  }

  /** The body as JSON text, or {@code @} and the file. */
  public Optional<String> json() {
    return json.stream().findFirst();
  }

  /** The fields of a form. */
  public List<String> fields() {
    return List.copyOf(fields);
  }

  /** The fields of a multipart form. */
  public List<String> parts() {
    return List.copyOf(parts);
  }

  /** The number of bodies that were given as a text or a file. */
  public int texts() {
    return data.size() + json.size();
  }

  /** Whether there is a body. */
  public boolean given() {
    return texts() > 0 || !fields.isEmpty() || !parts.isEmpty();
  }
}
