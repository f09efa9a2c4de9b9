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
 * The authentications of a session, by origin (scheme, host and port). Nothing is sent to another
 * origin, wherever a redirect leads. A request with an {@code Authorization} header of its own
 * keeps that. Immutable, except for the state of each authentication.
 *
 * <p>They need no body to answer a challenge, so a call asks them when the head has arrived, and
 * once for each origin.
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

  /** Returns an instance without any. */
  public static Authentications none() {
    return NONE;
  }

  /**
   * Returns these with one for an origin, which replaces an earlier one.
   *
   * @param origin such as {@code https://api.example.com:8443}
   * @throws IllegalArgumentException if it is not an origin: not a URL, or one with a path
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

  /** Returns these with that file, for requests to other origins whose host is in it. */
  public Authentications with(Netrc file) {
    return new Authentications(byOrigin, Objects.requireNonNull(file, "netrc"));
  }

  /** Adds the hook that authenticates attempts; none if there are no authentications. */
  public Hooks addTo(Hooks hooks) {
    if (byOrigin.isEmpty() && netrc == null) {
      return hooks;
    }
    return hooks.beforeAttemptAsync(this::before);
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

  /**
   * Sets the header from the file, but not after a redirect: a file names hosts only, so a redirect
   * must not choose the port and the scheme.
   */
  private void fromNetrc(OutgoingAttempt attempt) {
    if (netrc != null && !attempt.elsewhere()) {
      netrc
          .credentials(attempt.url().host())
          .ifPresent(known -> attempt.header(AUTHORIZATION, known.basic()));
    }
  }

  /** Whether some of these may answer challenges, which those of a file cannot. */
  public boolean answerChallenges() {
    return !byOrigin.isEmpty();
  }

  /** Whether one of these may answer a response with that status, so that it has to be asked. */
  public boolean concerns(Url url, int status) {
    return status == UNAUTHORIZED && byOrigin.containsKey(url.origin());
  }

  /** Asks the authentication of that origin whether one more attempt is worth it. */
  public CompletionStage<Boolean> recovers(AnsweredAttempt answer) {
    Authentication authentication = byOrigin.get(answer.url().origin());
    return authentication == null || answer.status() != UNAUTHORIZED
        ? DONE
        : authentication.refused(answer);
  }

  /**
   * Handles a response.
   *
   * @return notes for the attempt
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

  /** Returns how many there are. */
  @Override
  public String toString() {
    return "Authentications[" + byOrigin.size() + (netrc == null ? "" : ", netrc") + "]";
  }
}
