/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks a download that is whole, before it replaces the file: a signature, a format, a number of
 * records. Runs on the thread that writes the file, and may read for as long as the deadline of the
 * call allows: then the thread is interrupted.
 */
@FunctionalInterface
public interface FileCheck {

  /**
   * Returns the problem with the file; empty if there is none.
   *
   * @param file the complete body, not yet under its name; read only
   * @throws IOException if it cannot be read
   */
  Optional<String> problem(Path file) throws IOException;
}
