/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import picocli.CommandLine.ITypeConverter;

/** User and password for HTTP's Basic scheme (RFC 7617), in UTF-8. Never printed. */
public final class BasicCredentials {

  private final String text;

  private BasicCredentials(String text) {
    this.text = text;
  }

  static BasicCredentials parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw BadValue.hidden(
          colon < 0 ? "a value without a colon" : "a value without a user", "USER:PASSWORD");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw BadValue.hidden("a value with a control character", "USER:PASSWORD without any");
    }
    return new BasicCredentials(text);
  }

  /** The value of the {@code Authorization} header. */
  public String authorization() {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "BasicCredentials[***]";
  }

  public static final class Converter implements ITypeConverter<BasicCredentials> {
    @Override
    public BasicCredentials convert(String value) {
      return parse(value);
    }
  }
}
