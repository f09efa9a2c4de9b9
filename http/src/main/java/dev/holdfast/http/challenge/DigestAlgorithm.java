/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hashes of the Digest scheme (RFC 7616 section 3.3), the strongest first. */
enum DigestAlgorithm {
  SHA_512_256("SHA-512-256", "SHA-512/256"),
  SHA_256("SHA-256", "SHA-256"),
  MD5("MD5", "MD5");

  private final String token;
  private final String hash;

  DigestAlgorithm(String token, String hash) {
    this.token = token;
    this.hash = hash;
  }

  /**
   * Returns the algorithm that a challenge names.
   *
   * @param name without regard to case; may end in {@code -sess}
   */
  static Optional<DigestAlgorithm> named(String name) {
    for (DigestAlgorithm algorithm : values()) {
      if (name.equalsIgnoreCase(algorithm.token)
          || name.equalsIgnoreCase(algorithm.token + "-sess")) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Returns the hash of these texts with colons between them, in UTF-8, as hexadecimal digits. */
  String of(String... texts) {
    try {
      byte[] bytes = String.join(":", texts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JVM has no " + hash, e);
    }
  }
}
