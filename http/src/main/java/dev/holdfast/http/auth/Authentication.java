/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.http.challenge.Basic;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.message.Headers;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The authentication of requests to one origin: see {@code SessionBuilder.authentication}. Its
 * state (a token, a nonce) is for one origin, so create one for each. Thread-safe. Credentials are
 * never shown.
 */
public abstract sealed class Authentication permits Authentication.Fixed, Asked, Bearer {

  static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);

  private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);

  Authentication() {}

  /**
   * Returns Basic authentication (RFC 7617), in UTF-8, sent with each request. The password is
   * readable on the network: use it over {@code https}.
   *
   * @throws IllegalArgumentException if the user contains a colon, or one of them contains a
   *     control character
   */
  public static Authentication basic(String user, String password) {
    return new Fixed(Basic.authorization(user, password));
  }

  /**
   * Returns Digest authentication (RFC 7616): SHA-512-256, SHA-256 or MD5, the strongest that the
   * server offers. The first request is sent without, and is repeated after the challenge. Later
   * ones answer it at once.
   *
   * @throws IllegalArgumentException if one of them contains a control character
   */
  public static Authentication digest(String user, String password) {
    return new Asked(user, password, false);
  }

  /**
   * Returns the authentication that the server asks for: Digest, else Basic. The first request is
   * sent without.
   *
   * @throws IllegalArgumentException as {@link #basic}
   */
  public static Authentication onChallenge(String user, String password) {
    return new Asked(user, password, true);
  }

  /**
   * Returns Bearer authentication (RFC 6750) with a token that does not change.
   *
   * @throws IllegalArgumentException if the token is not a valid header value
   */
  public static Authentication bearer(String token) {
    return new Fixed("Bearer " + AccessToken.of(token).value());
  }

  /**
   * Returns Bearer authentication with tokens that expire. A token is fetched when the first
   * request needs it, before it expires, and when a server refuses it (401): then the request is
   * repeated once. All calls that need a new token share one fetch. If it fails, all of them end
   * with the failure, and the next call tries again. Their deadlines end the wait. A fetch that
   * takes more than 30 s is abandoned when the next call needs a token.
   */
  public static Authentication bearer(TokenSource source) {
    return bearerAsync(new TokenThread(source));
  }

  /** Returns the same authentication with a source that holds no thread. */
  public static Authentication bearerAsync(AsyncTokenSource source) {
    return new Bearer(Objects.requireNonNull(source, "source"), TimeSource.system(), REFRESH_LIMIT);
  }

  /** Returns the header value for that attempt, if there is one. */
  abstract CompletionStage<Optional<String>> authorization(OutgoingAttempt attempt);

  /** Whether another attempt after that 401 would be sent with a new header. */
  abstract CompletionStage<Boolean> refused(AnsweredAttempt answer);

  /** Handles a response of the origin. Returns a note on it, if there is one. */
  abstract Optional<String> answered(int status, Headers headers);

  /** Returns the type only: the contents are secret. */
  @Override
  public String toString() {
    return "Authentication[***]";
  }

  /** An authentication with a constant header, so that a refusal is final. */
  static final class Fixed extends Authentication {

    private final CompletionStage<Optional<String>> header;

    Fixed(String header) {
      this.header = CompletableFuture.completedFuture(Optional.of(header));
    }

    @Override
    CompletionStage<Optional<String>> authorization(OutgoingAttempt attempt) {
      return header;
    }

    @Override
    CompletionStage<Boolean> refused(AnsweredAttempt answer) {
      return NO;
    }

    @Override
    Optional<String> answered(int status, Headers headers) {
      return Optional.empty();
    }
  }
}
