/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.message.Headers;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A source of tokens that are replaced: one fetch at a time, for all calls that wait for it. */
final class Bearer extends Authentication {

  private static final String SCHEME = "Bearer ";
  private static final long MOST_EARLY = 10_000_000_000L;
  private static final int EARLY = 10;

  private final AsyncTokenSource source;
  private final TimeSource time;
  private final long limitNanos;
  private final Object lock = new Object();
  private @Nullable AccessToken token;
  /**
   * The time when the token is replaced, on the monotonic clock; only for a token whose end is
   * known.
   */
  private long endNanos;

  private @Nullable Fetch running;

  /** A fetch, and its start. */
  private static final class Fetch {
    final CompletableFuture<AccessToken> result = new CompletableFuture<>();
    final long startNanos;

    Fetch(long startNanos) {
      this.startNanos = startNanos;
    }
  }

  /**
   * Creates an authentication with tokens of that source.
   *
   * @param limit how long a fetch may take before another one is begun
   */
  Bearer(AsyncTokenSource source, TimeSource time, Duration limit) {
    this.source = source;
    this.time = time;
    this.limitNanos = Nanos.of(limit);
  }

  @Override
  CompletionStage<Optional<String>> authorization(OutgoingAttempt attempt) {
    // The source itself asks the origin for a token.
    return source instanceof TokenThread own && own.isCurrent()
        ? CompletableFuture.completedFuture(Optional.empty())
        : token(null).thenApply(known -> Optional.of(SCHEME + known.value()));
  }

  @Override
  CompletionStage<Boolean> refused(AnsweredAttempt answer) {
    Optional<String> sent = answer
        .sent()
        .first("Authorization")
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()));
    return sent.isEmpty()
        ? NO
        : token(sent.get()).thenApply(fresh -> !fresh.value().equals(sent.get()));
  }

  @Override
  Optional<String> answered(int status, Headers headers) {
    return Optional.empty();
  }

  /**
   * Returns a token to send.
   *
   * @param refused a token that a server has refused, which is not returned; null if there is none
   */
  CompletionStage<AccessToken> token(@Nullable String refused) {
    Fetch fetch;
    Fetch late = null;
    long now = time.nanoTime();
    synchronized (lock) {
      AccessToken known = usable(refused, now);
      if (known != null) {
        return CompletableFuture.completedFuture(known);
      }
      Fetch other = running;
      if (other != null && now - other.startNanos < limitNanos) {
        return other.result.minimalCompletionStage();
      }
      late = other;
      fetch = new Fetch(now);
      running = fetch;
    }
    if (late != null) {
      late.result.completeExceptionally(
          new TimeoutException("no new token came within " + Nanos.format(limitNanos)));
    }
    begin(fetch);
    return fetch.result.minimalCompletionStage();
  }

  private @Nullable AccessToken usable(@Nullable String refused, long now) {
    AccessToken known = token;
    if (known != null
        && (known.value().equals(refused) || known.validFor().isPresent() && now - endNanos >= 0)) {
      token = null;
    }
    return token;
  }

  private void begin(Fetch fetch) {
    try {
      source.fetch().whenComplete((fresh, failure) -> ended(fetch, fresh, failure));
    } catch (Exception e) {
      ended(fetch, null, e);
    } catch (Error e) {
      ended(fetch, null, e);
      throw e;
    }
  }

  private void ended(Fetch fetch, @Nullable AccessToken fresh, @Nullable Throwable failure) {
    long now = time.nanoTime();
    synchronized (lock) {
      if (running == fetch) {
        running = null;
        if (failure == null && fresh != null) {
          token = fresh;
          endNanos = now + fresh.validFor().map(Bearer::used).orElse(0L);
        }
      }
    }
    // Outside the lock, because this runs the calls that wait.
    if (failure != null) {
      fetch.result.completeExceptionally(failure);
    } else if (fresh == null) {
      fetch.result.completeExceptionally(new NullPointerException("the token source gave null"));
    } else {
      fetch.result.complete(fresh);
    }
  }

  /** Returns how long a token is used: a little shorter than it is valid. */
  private static long used(Duration validFor) {
    long nanos = Nanos.of(Objects.requireNonNull(validFor));
    return nanos - Math.min(nanos / EARLY, MOST_EARLY);
  }
}
