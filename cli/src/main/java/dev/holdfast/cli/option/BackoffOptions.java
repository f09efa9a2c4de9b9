/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the wait before a retry. */
public final class BackoffOptions {

  /** The library's own base, needed here if only the cap or the jitter is given. */
  private static final Duration DEFAULT_BASE = Duration.ofMillis(500);

  @Option(
      names = "--backoff",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Base of the exponential waits: 0, base, 2 base, 4 base. Default: 500ms.")
  @Nullable Duration base;

  @Option(
      names = "--backoff-max",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Longest computed wait. Default: 2m.")
  @Nullable Duration max;

  @Option(
      names = "--first-retry",
      paramLabel = "immediate|delayed",
      converter = FirstRetry.Converter.class,
      completionCandidates = Candidates.FirstRetries.class,
      description = "The first retry starts at once or after a wait. Default: immediate.")
  @Nullable FirstRetry firstRetry;

  @Option(
      names = "--jitter",
      paramLabel = "JITTER",
      converter = JitterText.class,
      completionCandidates = Candidates.Jitters.class,
      description =
          "The random part of waits: none, full, equal, decorrelated or additive:DURATION."
              + " Default: full.")
  @Nullable Jitter jitter;

  @Option(
      names = "--retry-after-max",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Give up if the server asks for a longer wait. Default: 2m.")
  @Nullable Duration retryAfterMax;

  @Option(names = "--ignore-retry-after", description = "Wait as computed, not as the server asks.")
  boolean ignoreRetryAfter;

  /**
   * The backoff; empty if all options have their defaults.
   *
   * @throws IllegalArgumentException if the longest wait is shorter than the first one
   */
  Optional<Backoff> backoff() {
    if (base == null && max == null && firstRetry == null && jitter == null) {
      return Optional.empty();
    }
    Duration first = base != null ? base : DEFAULT_BASE;
    if (max != null && max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "--backoff-max: less than the first wait (expected: at least"
              + " the value of --backoff, which is 500ms by default)");
    }
    Backoff backoff = Backoff.exponential(first);
    if (firstRetry != null) {
      backoff = firstRetry.applyTo(backoff);
    }
    if (jitter != null) {
      backoff = backoff.jitter(jitter);
    }
    return Optional.of(max == null ? backoff : backoff.max(max));
  }
}
