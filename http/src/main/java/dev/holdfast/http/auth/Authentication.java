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
 * How requests to one origin prove who sends them: see {@code SessionBuilder.authentication}. What
 * it remembers (a token, a nonce) is for one origin, so make one for each. Thread-safe. Credentials
 * are never shown.
 */
public abstract sealed class Authentication permits Authentication.Fixed, Asked, Bearer {

  static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);

  private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);

  Authentication() {}

  /**
   * Basic (RFC 7617), in UTF-8, sent with each request. The password is readable on the way: use it
   * over {@code https}.
   *
   * @throws IllegalArgumentException if the user has a colon, or one of them a control character
   */
  public static Authentication basic(String user, String password) {
    return new Fixed(Basic.authorization(user, password));
  }

  /**
   * Digest (RFC 7616): SHA-512-256, SHA-256 or MD5, whichever is the strongest that the server
   * offers. The first request goes without, and is repeated when the challenge has come; later ones
   * answer it at once.
   *
   * @throws IllegalArgumentException if one of them has a control character
   */
  public static Authentication digest(String user, String password) {
    return new Asked(user, password, false);
  }

  /**
   * What the server asks for: Digest, else Basic. The first request goes without.
   *
   * @throws IllegalArgumentException as {@link #basic}
   */
  public static Authentication onChallenge(String user, String password) {
    return new Asked(user, password, true);
  }

  /**
   * Bearer (RFC 6750) with a token that does not change.
   *
   * @throws IllegalArgumentException if it could not be sent
   */
  public static Authentication bearer(String token) {
    return new Fixed("Bearer " + AccessToken.of(token).value());
  }

  /**
   * Bearer with tokens that expire. One is fetched when the first request needs it, before it
   * expires, and when a server refuses it (401): then the request is repeated once. However many
   * calls need a new token, it is fetched once for all of them; if that fails, all of them end with
   * the failure, and the next call tries again. Their deadlines end the wait. A fetch that takes
   * more than 30 s is given up when the next call needs a token.
   */
  public static Authentication bearer(TokenSource source) {
    return bearerAsync(new TokenThread(source));
  }

  /** The same with a source that holds no thread. */
  public static Authentication bearerAsync(AsyncTokenSource source) {
    return new Bearer(Objects.requireNonNull(source, "source"), TimeSource.system(), REFRESH_LIMIT);
  }

  /** The value of the header for that attempt, if there is one. */
  abstract CompletionStage<Optional<String>> authorization(OutgoingAttempt attempt);

  /** Whether another attempt after that 401 would be sent with something new. */
  abstract CompletionStage<Boolean> refused(AnsweredAttempt answer);

  /** An answer of the origin has come; what is worth a note, in words. */
  abstract Optional<String> answered(int status, Headers headers);

  /** Says only what it is. */
  @Override
  public String toString() {
    return "Authentication[***]";
  }

  /** The same header always, so that a refusal is final. */
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
