/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A netrc file: users and passwords by host, as ftp, curl and git read it. Tokens are separated by
 * blanks and line ends; one in double quotes may contain blanks, and {@code \"}. Macros
 * ({@code macdef}) are skipped. Immutable; never shows its contents.
 */
public final class Netrc {

  /**
   * One entry.
   *
   * @param machine the host; null for the default entry
   */
  record Entry(@Nullable String machine, Credentials credentials) {}

  private final List<Entry> entries;

  private Netrc(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is not UTF-8
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static Netrc read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException binary) {
      IOException named = new FileSystemException(file.toString(), null, "it is not UTF-8");
      named.initCause(binary);
      throw named;
    }
  }

  /** Returns the usual path of the file: the variable {@code NETRC}, else {@code ~/.netrc}. */
  public static Path usualPath() {
    String named = System.getenv("NETRC");
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".netrc")
        : Path.of(named);
  }

  /**
   * Parses the text of such a file.
   *
   * @throws IllegalArgumentException if it is malformed; names the line and quotes nothing of it
   */
  public static Netrc parse(String text) {
    return new Netrc(new NetrcParser(Objects.requireNonNull(text, "text")).parse());
  }

  /**
   * Returns the credentials for that host: of its first entry, else of the default one.
   *
   * @param host without a port; case is ignored
   */
  public Optional<Credentials> credentials(String host) {
    Objects.requireNonNull(host, "host");
    return entries.stream()
        .filter(entry -> entry.machine == null || entry.machine.equalsIgnoreCase(host))
        .map(Entry::credentials)
        .findFirst();
  }

  /** Returns the number of entries. */
  @Override
  public String toString() {
    return "Netrc[" + entries.size() + "]";
  }
}
