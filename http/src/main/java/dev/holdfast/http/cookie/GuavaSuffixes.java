/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import com.google.common.net.InternetDomainName;
import java.util.Optional;

/** The list of Guava, an optional library: ICANN's part and the private one. */
final class GuavaSuffixes implements PublicSuffixes {

  private GuavaSuffixes() {}

  /** The list, looked up when the first jar is created. */
  private static final class Found {
    static final Optional<PublicSuffixes> SUFFIXES = find();
  }

  /** Returns the list of Guava, if it is present and usable. */
  static Optional<PublicSuffixes> found() {
    return Found.SUFFIXES;
  }

  private static Optional<PublicSuffixes> find() {
    try {
      GuavaSuffixes guava = new GuavaSuffixes();
      return guava.isPublicSuffix("co.uk") ? Optional.of(guava) : Optional.empty();
    } catch (LinkageError absent) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isPublicSuffix(String domain) {
    try {
      return InternetDomainName.from(domain).isPublicSuffix();
    } catch (IllegalArgumentException noName) {
      return true; // what cannot be judged is not trusted
    }
  }
}
