/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Set;

/** The conversion of ICU, an optional library: UTS 46, non-transitional, of the newest Unicode. */
final class IcuNames implements HostNames.Conversion {

  private static final int OPTIONS =
      IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ;

  /**
   * The errors that are accepted. Hyphens may stand anywhere, as in browsers; lengths are checked
   * for all hosts alike.
   */
  private static final Set<IDNA.Error> TAKEN = EnumSet.of(
      IDNA.Error.LEADING_HYPHEN,
      IDNA.Error.TRAILING_HYPHEN,
      IDNA.Error.HYPHEN_3_4,
      IDNA.Error.EMPTY_LABEL,
      IDNA.Error.LABEL_TOO_LONG,
      IDNA.Error.DOMAIN_NAME_TOO_LONG);

  private final IDNA idna = IDNA.getUTS46Instance(OPTIONS);

  private IcuNames() {}

  /** Returns the conversion of ICU if it is present and knows UTS 46, else the other one. */
  static HostNames.Conversion orElse(HostNames.Conversion other) {
    try {
      return new IcuNames();
    } catch (LinkageError absent) {
      return other;
    }
  }

  @Override
  public String toAscii(String host) throws UnfitHostException {
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    idna.nameToASCII(host, ascii, info);
    Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
    errors.addAll(info.getErrors());
    errors.removeAll(TAKEN);
    if (!errors.isEmpty()) {
      throw new UnfitHostException(
          "a host that UTS 46 does not allow " + errors, UnfitHostException.ASCII_FORM);
    }
    return ascii.toString();
  }
}
