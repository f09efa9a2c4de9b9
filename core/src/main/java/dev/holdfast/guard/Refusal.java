/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The reason why an attempt was not made. Nothing was sent. Immutable. */
public final class Refusal {

  /** The kind of policy that refused. */
  public enum Kind {
    /** A circuit breaker is open, or its probes are running. */
    BREAKER_OPEN,
    /** A rate limit or a cooldown has no permit in time. */
    RATE_LIMITED,
    /** Too many attempts are running or waiting, or too many failed recently. */
    OVERLOADED,
    /** No permit became free while the attempt waited in the queue. */
    QUEUE_TIMEOUT,
    /** The deadline is before the earliest start of the attempt. */
    DEADLINE
  }

  private final Kind kind;
  private final Supplier<String> words;
  private final Optional<Duration> retryAfter;

  private Refusal(Kind kind, Supplier<String> words, Optional<Duration> retryAfter) {
    this.kind = kind;
    this.words = words;
    this.retryAfter = retryAfter;
  }

  /** A refusal without a time to retry. */
  public static Refusal of(Kind kind, Supplier<String> words) {
    return new Refusal(
        Objects.requireNonNull(kind, "kind"),
        Objects.requireNonNull(words, "words"),
        Optional.empty());
  }

  /** The same refusal, with the time after which a retry is useful. */
  public Refusal retryAfterNanos(long nanos) {
    return new Refusal(kind, words, Optional.of(Duration.ofNanos(nanos)));
  }

  /** The same refusal; the text is appended to its reason. */
  public Refusal because(String more) {
    return new Refusal(kind, () -> words.get() + more, retryAfter);
  }

  /** The kind of policy that refused. */
  public Kind kind() {
    return kind;
  }

  /** The reason, in words. */
  public String reason() {
    return words.get();
  }

  /** The time after which a retry is useful, if known. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  @Override
  public String toString() {
    String after =
        retryAfter.map(d -> ", retry after " + Nanos.format(Nanos.of(d))).orElse("");
    return kind + ": " + reason() + after;
  }
}
