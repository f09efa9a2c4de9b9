/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Authentications;
import dev.holdfast.http.auth.Netrc;
import dev.holdfast.http.cookie.CookieJar;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SessionBuilder} about the caller's identity: cookies and authentication.
 *
 * @param <B> the builder
 */
abstract sealed class IdentitySettings<B extends IdentitySettings<B>> extends CallSettings<B>
    permits SessionBuilder {

  private Function<TimeSource, @Nullable CookieJar> cookies = clock -> null;
  private Authentications authentications = Authentications.none();

  IdentitySettings() {}

  IdentitySettings(IdentitySettings<B> from) {
    super(from);
    cookies = from.cookies;
    authentications = from.authentications;
  }

  /** Returns the cookie jar of the session, if it keeps cookies. */
  final @Nullable CookieJar jar(TimeSource clock) {
    return cookies.apply(clock);
  }

  final Authentications authentications() {
    return authentications;
  }

  /**
   * Sets the authentication of requests to that origin (default: the headers of the requests).
   * Credentials are never sent to another origin. A request with an {@code Authorization} header of
   * its own keeps that.
   *
   * @param origin scheme, host and port, as {@code https://api.example.com}
   * @throws InvalidRequestException if it is not an origin: not a URL, or one with a path
   */
  public B authentication(String origin, Authentication authentication) {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(authentication, "authentication");
    try {
      authentications = authentications.with(origin, authentication);
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.of(e);
    }
    return self();
  }

  /**
   * Takes user and password (Basic) for requests to the hosts in the file, and for all others if it
   * has a default entry (default: no file is read). Not used after a redirect to another origin,
   * nor for origins with an {@link #authentication}.
   */
  public B netrc(Netrc file) {
    authentications = authentications.with(file);
    return self();
  }

  /**
   * Keeps cookies and sends them back, as a browser does (default: {@code Set-Cookie} is ignored).
   * Cookies of a redirect are kept too, so that a login works. All calls of the session share them:
   * give each user a session, or a {@linkplain #cookies(CookieJar) jar}.
   */
  public B cookies() {
    cookies = CookieJar::create;
    return self();
  }

  /** Keeps cookies in that jar, which may be shared with other sessions. See {@link #cookies()}. */
  public B cookies(CookieJar jar) {
    Objects.requireNonNull(jar, "jar");
    cookies = clock -> jar;
    return self();
  }
}
