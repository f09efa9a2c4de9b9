/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/** User and password for HTTP's Basic scheme (RFC 7617), in UTF-8. Never printed. */
public final class BasicCredentials {

  private final String user;
  private final @Nullable String password;

  private BasicCredentials(String user, @Nullable String password) {
    this.user = user;
    this.password = password;
  }

  static BasicCredentials parse(String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    if (user.isEmpty()) {
      throw BadValue.hidden("a value without a user", "USER:PASSWORD");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw BadValue.hidden("a value with a control character", "USER:PASSWORD without any");
    }
    return new BasicCredentials(user, colon < 0 ? null : text.substring(colon + 1));
  }

  /** Credentials that were not given as one text. */
  public static BasicCredentials of(String user, String password) {
    return new BasicCredentials(user, password);
  }

  /** The user's name. */
  public String user() {
    return user;
  }

  /** Whether there is a password; it may be empty. */
  public boolean complete() {
    return password != null;
  }

  /** The value of the {@code Authorization} header. */
  public String authorization() {
    String text = user + ':' + (password == null ? "" : password);
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
