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
 * The descriptors that one client has opened and not closed. The process's count cannot be used,
 * since other clients close some of theirs meanwhile. Linux only.
 */
final class OwnDescriptors {

  private static final Path OPEN = Path.of("/proc/self/fd");

  /** Each descriptor with its target, since numbers are reused. */
  private final Set<String> own = new HashSet<>();

  /** All open descriptors of the process; empty if unknown. */
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
      // It was open when the list was made, as the descriptor of the list itself.
    }
  }

  /** Attributes the descriptors opened since then to the client. */
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
