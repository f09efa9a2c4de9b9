/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compares the digest of a file with the expected one. Reads the file itself, so that errors of the
 * disk are found.
 */
final class DigestCheck implements FileCheck {

  private static final int CHUNK = 65_536;

  private final String algorithm;
  private final byte[] expected;

  DigestCheck(String algorithm, byte[] expected) {
    this.algorithm = algorithm;
    this.expected = expected;
  }

  @Override
  public Optional<String> problem(Path file) throws IOException {
    byte[] found = digest(file);
    return MessageDigest.isEqual(found, expected)
        ? Optional.empty()
        : Optional.of("its " + algorithm + " is " + HexFormat.of().formatHex(found) + " (expected: "
            + HexFormat.of().formatHex(expected) + ")");
  }

  private byte[] digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("it was there when it was set", e);
    }
  }
}
