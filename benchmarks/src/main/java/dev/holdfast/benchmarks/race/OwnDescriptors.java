/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The descriptors that one client has opened, and not closed. A count of the process's would not
 * do: clients whose turn it is not close some of theirs meanwhile. Linux only.
 */
final class OwnDescriptors {

  private static final Path OPEN = Path.of("/proc/self/fd");

  /** Each with what it leads to, since numbers are used again. */
  private final Set<String> own = new HashSet<>();

  /** All that the process has open; empty where that is not known. */
  static Set<String> all() throws IOException {
    Set<String> all = new HashSet<>();
    if (Files.isDirectory(OPEN)) {
      try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
        for (Path one : open) {
          add(one, all);
        }
      }
    }
    return all;
  }

  private static void add(Path descriptor, Set<String> all) {
    try {
      all.add(descriptor.getFileName() + " " + Files.readSymbolicLink(descriptor));
    } catch (IOException closed) {
      // It was open when the list was made, as the list's own is.
    }
  }

  /** What was opened since then is the client's. */
  void openedSince(Set<String> before) throws IOException {
    Set<String> now = all();
    own.retainAll(now);
    now.removeAll(before);
    own.addAll(now);
  }

  int count() {
    return own.size();
  }
}
