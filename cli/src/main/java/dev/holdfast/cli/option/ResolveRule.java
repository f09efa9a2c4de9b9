/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * {@code host:port:addr}: connect to that address instead of asking DNS for the host.
 *
 * @param host in lower case
 * @param port from 1 to 65535
 * @param address a literal address, never looked up
 */
public record ResolveRule(String host, int port, InetAddress address) {

  private static final String EXPECTED =
      "host:port:addr with a literal address, such as api.example.com:443:127.0.0.1"
          + " or api.example.com:443:[::1]";
  private static final Pattern RULE =
      Pattern.compile("([^:\\s]+):([0-9]{1,5}):(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))");
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.|$)){4}");
  private static final int HIGHEST_PORT = 65_535;

  static ResolveRule parse(String value) {
    Matcher matcher = RULE.matcher(value);
    if (!matcher.matches()) {
      throw BadValue.of(value, EXPECTED);
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port == 0 || port > HIGHEST_PORT) {
      throw BadValue.of(value, EXPECTED);
    }
    String host = matcher.group(1).toLowerCase(Locale.ROOT);
    return new ResolveRule(host, port, address(matcher, value));
  }

  private static InetAddress address(Matcher matcher, String value) {
    String v6 = matcher.group(3);
    String literal = v6 != null ? v6 : matcher.group(4);
    boolean valid = v6 != null ? v6.indexOf(':') >= 0 : V4.matcher(literal).matches();
    try {
      if (valid) {
        return InetAddress.getByName(literal);
      }
    } catch (UnknownHostException e) {
      // Falls through to the message that names the expected form.
    }
    throw BadValue.of(value, EXPECTED);
  }

  public static final class Converter implements ITypeConverter<ResolveRule> {
    @Override
    public ResolveRule convert(String value) {
      return parse(value);
    }
  }
}
