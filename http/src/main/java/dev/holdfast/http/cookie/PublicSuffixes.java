/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import java.util.Optional;

/**
 * The names under which anyone can register domains, such as {@code co.uk} or {@code github.io}. No
 * cookie may be set for a whole one. The list of publicsuffix.org has them. Must be thread-safe.
 */
@FunctionalInterface
public interface PublicSuffixes {

  /**
   * Whether that name is a public suffix. Not called for IP addresses, nor for names of one label,
   * which all count as public suffixes.
   *
   * @param domain in lower case and ASCII
   */
  boolean isPublicSuffix(String domain);

  /** Returns the list within Guava ({@code com.google.guava:guava}), if it is present. */
  static Optional<PublicSuffixes> installed() {
    return GuavaSuffixes.found();
  }
}
