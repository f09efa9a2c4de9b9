/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts host names of Unicode letters to ASCII, as browsers, curl and Python's {@code idna} do:
 * by UTS 46, non-transitional. Uses ICU if it is present. The JDK knows IDNA 2003 only, which maps
 * some letters to others ({@code faß.de} to {@code fass.de}, another domain). So without ICU a name
 * on which the two differ is refused, and a name leads to one host or to none.
 */
final class HostNames {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_LABEL = 63;

  private HostNames() {}

  /** Converts a name of Unicode letters to its ASCII form. */
  interface Conversion {
    /**
     * Returns the ASCII form of that name.
     *
     * @throws UnfitHostException if it has none, or none that is certain
     */
    String toAscii(String host) throws UnfitHostException;
  }

  /** The conversion, chosen when the first name needs it. */
  private static final class Chosen {
    static final Conversion CONVERSION = IcuNames.orElse(new Idna2003());
  }

  /** Returns the name in lower case and ASCII. */
  static String toAscii(String host) throws UnfitHostException {
    return toAscii(host, null);
  }

  /**
   * @param conversion the conversion for a name that is not ASCII; null for the best one available
   */
  static String toAscii(String host, @Nullable Conversion conversion) throws UnfitHostException {
    if (isAscii(host)) {
      return checked(host.toLowerCase(Locale.ROOT));
    }
    return checked((conversion == null ? Chosen.CONVERSION : conversion).toAscii(host));
  }

  private static boolean isAscii(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Checks the name. A final dot is allowed: it means that no search domain is tried. */
  private static String checked(String ascii) throws UnfitHostException {
    boolean good = !ascii.isEmpty() && ascii.length() <= LONGEST_NAME && !ascii.equals(".");
    int start = 0;
    while (good && start < ascii.length()) {
      int dot = ascii.indexOf('.', start);
      int end = dot < 0 ? ascii.length() : dot;
      good = end > start && end - start <= LONGEST_LABEL;
      start = end + 1;
    }
    if (!good) {
      throw new UnfitHostException(
          "a host with an empty or too long label", UnfitHostException.LABELS);
    }
    return ascii;
  }
}
