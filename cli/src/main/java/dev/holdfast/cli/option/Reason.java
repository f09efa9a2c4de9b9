/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The reason why a file could not be used, in words. */
public final class Reason {

  private Reason() {}

  /** The reason. Java's own message is often only the file's name. */
  public static String of(Exception error) {
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "access denied";
    }
    if (error instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    if (error instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return String.valueOf(error.getMessage());
  }

  /** The reason with the name of the file, if it concerns a file. */
  public static String withFile(Exception error) {
    boolean named = error instanceof FileSystemException failure
        && failure.getReason() != null
        && failure.getFile() != null;
    return named ? ((FileSystemException) error).getFile() + " " + of(error) : of(error);
  }
}
