/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.credential.PasswordPrompt;
import dev.holdfast.cli.option.RequestOptions;
import dev.holdfast.cli.option.UserText;
import dev.holdfast.http.auth.Credentials;
import dev.holdfast.http.auth.Netrc;
import dev.holdfast.http.message.Url;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** User and password of a call: those of {@code -u}, else those of a netrc file. */
final class Login {

  private Login() {}

  /**
   * Finds them; asks for a password that is missing.
   *
   * @throws UsageException if there is no terminal to ask on, or a file cannot be read
   */
  static Optional<Credentials> of(RequestOptions options, Url url) {
    if (options.user().isPresent()) {
      UserText user = options.user().get();
      return Optional.of(user.complete().orElseGet(() -> asked(user)));
    }
    return options.netrc() || options.netrcFile().isPresent()
        ? netrc(options).credentials(url.host())
        : Optional.empty();
  }

  private static Credentials asked(UserText user) {
    return PasswordPrompt.ask("Password of " + user.user() + ": ")
        .map(user::with)
        .orElseThrow(() -> new UsageException("--user", "a value without a colon", "USER:PASSWORD")
            .noting("there is no terminal to ask for the password on"));
  }

  private static Netrc netrc(RequestOptions options) {
    String option = options.netrcFile().isPresent() ? "--netrc-file" : "--netrc";
    Path file = options.netrcFile().orElseGet(Netrc::usualPath);
    try {
      return Netrc.read(file);
    } catch (IOException e) {
      throw new UsageException(option, file.toString(), "a readable netrc file: " + Reason.of(e));
    } catch (IllegalArgumentException e) {
      throw new UsageException(option, file.toString(), "a netrc file: " + e.getMessage());
    }
  }
}
