/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/**
 * A request method that this command sends.
 *
 * @param name in upper case
 */
public record Method(String name) {

  static final List<String> KNOWN =
      List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
  private static final String EXPECTED =
      "one of " + String.join(", ", KNOWN) + ", or another of letters, digits and -";

  /** A method is a token (RFC 9110 section 9.1); those in use have these characters. */
  private static final Pattern TOKEN = Pattern.compile("[A-Z][A-Z0-9-]*");

  static Method parse(String value) {
    return new Method(known(value, value, EXPECTED));
  }

  private static String known(String item, String value, String expected) {
    String name = item.strip().toUpperCase(Locale.ROOT);
    boolean tunnel = name.equals("CONNECT"); // requests no resource
    if (tunnel || !TOKEN.matcher(name).matches()) {
      throw BadValue.of(value, expected);
    }
    return name;
  }

  public static final class Converter implements ITypeConverter<Method> {
    @Override
    public Method convert(String value) {
      return parse(value);
    }
  }

  /**
   * Methods separated by commas; {@code none} is the empty list.
   *
   * @param names in upper case
   */
  record Names(List<String> names) {

    static Names parse(String value) {
      if (value.equals("none")) {
        return new Names(List.of());
      }
      String expected = "methods separated by commas, as GET,PUT, or none";
      return new Names(Stream.of(value.split(",", -1))
          .map(item -> known(item, value, expected))
          .toList());
    }
  }

  public static final class NamesConverter implements ITypeConverter<Names> {
    @Override
    public Names convert(String value) {
      return Names.parse(value);
    }
  }
}
