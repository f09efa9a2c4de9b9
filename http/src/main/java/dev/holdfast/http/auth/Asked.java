/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.http.challenge.Basic;
import dev.holdfast.http.challenge.Challenge;
import dev.holdfast.http.challenge.Digest;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.message.Headers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends the authentication that a server has asked for: Digest, or Basic where that is allowed. */
final class Asked extends Authentication {

  private static final String AUTHORIZATION = "Authorization";
  private static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);

  private final Digest digest;
  /** The Basic credentials; null if Basic is not allowed. */
  private final @Nullable String basic;

  private volatile boolean basicWasAsked;

  Asked(String user, String password, boolean basicToo) {
    this.digest = new Digest(user, password);
    this.basic = basicToo ? Basic.authorization(user, password) : null;
  }

  @Override
  CompletionStage<Optional<String>> authorization(OutgoingAttempt attempt) {
    Optional<String> answer =
        digest.authorization(attempt.method(), attempt.url().target());
    return CompletableFuture.completedFuture(
        answer.isEmpty() && basicWasAsked ? Optional.ofNullable(basic) : answer);
  }

  @Override
  CompletionStage<Boolean> refused(AnsweredAttempt answer) {
    List<Challenge> challenges = Challenge.in(answer.headers(), "WWW-Authenticate");
    Optional<String> sent = answer.sent().first(AUTHORIZATION);
    if (sent.isPresent() && !isOurs(sent.get())) {
      return NO;
    }
    if (digest.challenged(challenges, sent).isEmpty()) {
      return YES;
    }
    if (basic == null || sent.isPresent() || !asksFor("basic", challenges)) {
      return NO;
    }
    basicWasAsked = true;
    return YES;
  }

  private boolean isOurs(String sent) {
    return sent.startsWith("Digest ") || sent.equals(basic);
  }

  private static boolean asksFor(String scheme, List<Challenge> challenges) {
    return challenges.stream().anyMatch(challenge -> challenge.scheme().equals(scheme));
  }

  @Override
  Optional<String> answered(int status, Headers headers) {
    headers.first("Authentication-Info").ifPresent(digest::info);
    if (status != 401) {
      return Optional.empty();
    }
    List<Challenge> challenges = Challenge.in(headers, "WWW-Authenticate");
    return basic != null && asksFor("basic", challenges)
        ? Optional.empty()
        : Digest.unanswerable(challenges);
  }
}
