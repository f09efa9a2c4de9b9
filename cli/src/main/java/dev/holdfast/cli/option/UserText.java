/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.auth.Credentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/** User and password as typed; the password may be missing. Never printed. */
public final class UserText {

  private final String user;
  private final @Nullable String password;

  private UserText(String user, @Nullable String password) {
    this.user = user;
    this.password = password;
  }

  static UserText parse(String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    if (user.isEmpty()) {
      throw BadValue.hidden("a value without a user", "USER:PASSWORD");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw BadValue.hidden("a value with a control character", "USER:PASSWORD without any");
    }
    return new UserText(user, colon < 0 ? null : text.substring(colon + 1));
  }

  /** The user's name. */
  public String user() {
    return user;
  }

  /** User and password, if there is a password; it may be empty. */
  public Optional<Credentials> complete() {
    return Optional.ofNullable(password).map(this::with);
  }

  /** User and password, with a password that was typed separately. */
  public Credentials with(String typed) {
    return new Credentials(user, typed);
  }

  /** Returns no part of the value, only its kind. */
  @Override
  public String toString() {
    return "UserText[***]";
  }

  public static final class Converter implements ITypeConverter<UserText> {
    @Override
    public UserText convert(String value) {
      return parse(value);
    }
  }
}
