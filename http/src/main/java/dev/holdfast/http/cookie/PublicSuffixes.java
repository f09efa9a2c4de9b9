/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import java.util.Optional;

/**
 * The names under which everyone can register domains, such as {@code co.uk} or {@code github.io}:
 * no cookie may be set for all of them. The list of publicsuffix.org has them. Must be thread-safe.
 */
@FunctionalInterface
public interface PublicSuffixes {

  /**
   * Whether that name is a public suffix. Not asked for IP addresses, nor for names of one label,
   * which are all taken for public suffixes.
   *
   * @param domain in lower case and ASCII
   */
  boolean isPublicSuffix(String domain);

  /** The list within Guava ({@code com.google.guava:guava}), if that is there. */
  static Optional<PublicSuffixes> installed() {
    return GuavaSuffixes.found();
  }
}
