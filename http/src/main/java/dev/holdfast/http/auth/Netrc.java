/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A netrc file: users and passwords by host, as ftp, curl and git read it. Tokens are separated by
 * blanks and line ends; one in double quotes may hold blanks, and {@code \"}. Macros
 * ({@code macdef}) are skipped. Immutable; shows nothing of what it holds.
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
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static Netrc read(Path file) throws IOException {
    return parse(Files.readString(Objects.requireNonNull(file, "file")));
  }

  /** Where the file is usually: what the variable {@code NETRC} names, else {@code ~/.netrc}. */
  public static Path usualPath() {
    String named = System.getenv("NETRC");
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".netrc")
        : Path.of(named);
  }

  /**
   * Reads the text of such a file.
   *
   * @throws IllegalArgumentException if it is none; names the line and quotes nothing of it
   */
  public static Netrc parse(String text) {
    return new Netrc(new NetrcParser(Objects.requireNonNull(text, "text")).parse());
  }

  /**
   * What it has for that host: its first entry, else the default one.
   *
   * @param host without a port; case does not count
   */
  public Optional<Credentials> credentials(String host) {
    Objects.requireNonNull(host, "host");
    return entries.stream()
        .filter(entry -> entry.machine == null || entry.machine.equalsIgnoreCase(host))
        .map(Entry::credentials)
        .findFirst();
  }

  /** Says how many entries it has. */
  @Override
  public String toString() {
    return "Netrc[" + entries.size() + "]";
  }
}
