/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Parses a literal address; no name is looked up. */
public final class AddressText implements ITypeConverter<InetAddress> {

  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  @Override
  public InetAddress convert(String value) {
    try {
      if (LITERAL.matcher(value).matches()) {
        return InetAddress.getByName(value);
      }
    } catch (UnknownHostException e) {
      // Reported below.
    }
    throw BadValue.of(value, "an address of this host, such as 192.0.2.1 or 2001:db8::1");
  }
}
