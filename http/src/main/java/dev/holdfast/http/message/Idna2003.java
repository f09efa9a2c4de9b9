/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.net.IDN;
import java.util.Locale;

/**
 * The conversion of the JDK: IDNA 2003 over Unicode 3.2. Refuses the letters that UTS 46 maps
 * differently, and those added to Unicode later.
 */
final class Idna2003 implements HostNames.Conversion {

  /**
   * The first and last of each range of code points that IDNA 2003 maps differently from UTS 46. A
   * test compares all of Unicode with ICU.
   */
  private static final int[][] DIFFERENT = {
    {0xdf, 0xdf}, // sharp s, becomes ss
    {0x3c2, 0x3c2}, // final sigma, becomes sigma
    {0x4c0, 0x4c0}, // from here: capitals whose small letters came after Unicode 3.2
    {0x10a0, 0x10c5},
    {0x115f, 0x1160}, // fillers, invisible
    {0x17b4, 0x17b5},
    {0x1806, 0x1806}, // soft hyphen of Mongolian, dropped
    {0x200c, 0x200d}, // zero width non-joiner and joiner, dropped
    {0x2024, 0x2026}, // from here: characters that become a dot and so begin a new label
    {0x2132, 0x2132},
    {0x2183, 0x2183},
    {0x2488, 0x249b},
    {0x3164, 0x3164},
    {0x33c2, 0x33c2},
    {0x33c7, 0x33c7},
    {0x33d8, 0x33d8},
    {0xfe30, 0xfe30},
    {0xfe52, 0xfe52},
    {0xffa0, 0xffa0},
    {0x2f868, 0x2f868}, // from here: ideographs that Unicode corrected after 3.2
    {0x2f874, 0x2f874},
    {0x2f91f, 0x2f91f},
    {0x2f95f, 0x2f95f},
    {0x2f9bf, 0x2f9bf},
  };

  private static final String EXPECTED =
      UnfitHostException.ASCII_FORM + ", or the library icu4j on the class path";

  @Override
  public String toAscii(String host) throws UnfitHostException {
    for (int i = 0; i < host.length(); i = host.offsetByCodePoints(i, 1)) {
      if (isDifferent(host.codePointAt(i))) {
        throw new UnfitHostException(
            String.format(
                "U+%04X in the host, which the JDK's IDNA 2003 would take for something else,",
                host.codePointAt(i)),
            EXPECTED);
      }
    }
    try {
      return IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UnfitHostException(
          "a host that the JDK's IDNA 2003 (letters of Unicode 3.2) does not take", EXPECTED);
    }
  }

  private static boolean isDifferent(int codePoint) {
    for (int[] range : DIFFERENT) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
