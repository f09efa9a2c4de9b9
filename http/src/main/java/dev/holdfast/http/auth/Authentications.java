/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.http.challenge.Challenge;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of a session prove who sends them, by origin (scheme, host and port). To another
 * origin nothing is sent, wherever a redirect leads; a request with an {@code Authorization} header
 * of its own keeps that. Immutable, but for what each authentication remembers.
 */
public final class Authentications {

  private static final String AUTHORIZATION = "Authorization";
  private static final int UNAUTHORIZED = 401;
  private static final CompletionStage<Boolean> DONE = CompletableFuture.completedFuture(false);
  private static final Authentications NONE = new Authentications(Map.of(), null);

  private final Map<String, Authentication> byOrigin;
  private final @Nullable Netrc netrc;

  private Authentications(Map<String, Authentication> byOrigin, @Nullable Netrc netrc) {
    this.byOrigin = byOrigin;
    this.netrc = netrc;
  }

  /** None. */
  public static Authentications none() {
    return NONE;
  }

  /**
   * These, and that one for an origin, in place of an earlier one.
   *
   * @param origin as {@code https://api.example.com:8443}
   * @throws IllegalArgumentException if it is no origin: no URL, or one with a path
   */
  public Authentications with(String origin, Authentication authentication) {
    Url url = Url.parse(origin);
    if (!url.target().equals("/")) {
      throw new IllegalArgumentException(
          "origin: has a path or a query (expected: scheme, host and port only)");
    }
    Map<String, Authentication> all = new HashMap<>(byOrigin);
    all.put(url.origin(), Objects.requireNonNull(authentication, "authentication"));
    return new Authentications(Map.copyOf(all), netrc);
  }

  /** These, and for requests to other origins what that file has for their host. */
  public Authentications with(Netrc file) {
    return new Authentications(byOrigin, Objects.requireNonNull(file, "netrc"));
  }

  /** Adds what they need to those hooks. */
  public Hooks addTo(Hooks hooks) {
    if (byOrigin.isEmpty() && netrc == null) {
      return hooks;
    }
    Hooks changed = hooks.beforeAttemptAsync(this::before);
    return byOrigin.isEmpty() ? changed : changed.recoverAsync(this::recovers);
  }

  private CompletionStage<?> before(OutgoingAttempt attempt) {
    if (attempt.headers().contains(AUTHORIZATION)) {
      return DONE;
    }
    String origin = attempt.url().origin();
    Authentication authentication = byOrigin.get(origin);
    if (authentication == null) {
      fromNetrc(attempt);
      return DONE;
    }
    return authentication
        .authorization(attempt)
        .thenAccept(
            header -> header.ifPresent(value -> attempt.headerFor(origin, AUTHORIZATION, value)));
  }

  /** A file names hosts only, so a redirect must not choose the port and the scheme. */
  private void fromNetrc(OutgoingAttempt attempt) {
    if (netrc != null && !attempt.elsewhere()) {
      netrc
          .credentials(attempt.url().host())
          .ifPresent(known -> attempt.header(AUTHORIZATION, known.basic()));
    }
  }

  private CompletionStage<Boolean> recovers(AnsweredAttempt answer) {
    Authentication authentication = byOrigin.get(answer.url().origin());
    return authentication == null || answer.status() != UNAUTHORIZED
        ? DONE
        : authentication.refused(answer);
  }

  /**
   * An answer has come.
   *
   * @return what is worth a note on the attempt, in words
   */
  public List<String> answered(Url url, int status, Headers headers) {
    Authentication authentication = byOrigin.isEmpty() ? null : byOrigin.get(url.origin());
    if (authentication == null && status != UNAUTHORIZED) {
      return List.of();
    }
    List<String> notes = new ArrayList<>(1);
    if (status == UNAUTHORIZED) {
      Challenge.unknownSchemes(Challenge.in(headers, "WWW-Authenticate"), "the server")
          .ifPresent(notes::add);
    }
    if (authentication != null) {
      authentication.answered(status, headers).ifPresent(notes::add);
    }
    return notes;
  }

  /** Says how many there are. */
  @Override
  public String toString() {
    return "Authentications[" + byOrigin.size() + (netrc == null ? "" : ", netrc") + "]";
  }
}
