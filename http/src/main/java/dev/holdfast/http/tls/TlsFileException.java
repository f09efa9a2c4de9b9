/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Thrown when a file of {@link Tls} cannot be used. The message names the file, the reason, and the
 * accepted contents.
 */
public final class TlsFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String why;

  TlsFileException(String setting, Path file, Exception cause, String expected) {
    super(setting + ": " + file + ": " + words(cause) + " (expected: " + expected + ")", cause);
    this.file = file;
    this.why = words(cause);
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /** Returns why the file cannot be used. */
  public String why() {
    return why;
  }

  /** Returns a description of the error. Java's own message is often only the file's name. */
  private static String words(Exception error) {
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "access denied";
    }
    if (error instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return String.valueOf(error.getMessage());
  }
}
