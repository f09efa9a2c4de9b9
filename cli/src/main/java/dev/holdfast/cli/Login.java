/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.credential.PasswordPrompt;
import dev.holdfast.cli.option.Reason;
import dev.holdfast.cli.option.RequestOptions;
import dev.holdfast.cli.option.UserText;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Credentials;
import dev.holdfast.http.auth.Netrc;
import dev.holdfast.http.message.Url;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * User and password of a call, from {@code -u} or else from a netrc file: as a header of the
 * request, or as the answer to a challenge of the server.
 */
record Login(Optional<String> header, Optional<Authentication> authentication) {

  static final Login NONE = new Login(Optional.empty(), Optional.empty());

  /**
   * Finds user and password; asks for a missing password.
   *
   * @param own whether the request has an Authorization header
   * @throws UsageException if options contradict each other, there is no terminal to ask on, or a
   *     file cannot be read
   */
  static Login of(RequestOptions options, Url url, boolean own) {
    if (own && options.user().isPresent()) {
      throw new UsageException("--user", "given beside an Authorization header", "one of the two");
    }
    if (options.digest() && options.anyAuth()) {
      throw new UsageException("--anyauth", "given beside --digest", "one of the two");
    }
    return own
        ? NONE
        : credentials(options, url).map(known -> of(options, known)).orElse(NONE);
  }

  private static Login of(RequestOptions options, Credentials known) {
    if (options.digest()) {
      return new Login(
          Optional.empty(), Optional.of(Authentication.digest(known.user(), known.password())));
    }
    return options.anyAuth()
        ? new Login(
            Optional.empty(),
            Optional.of(Authentication.onChallenge(known.user(), known.password())))
        : new Login(Optional.of(known.basic()), Optional.empty());
  }

  private static Optional<Credentials> credentials(RequestOptions options, Url url) {
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
