/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.Outcome;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Delays, worked out by the code itself. */
final class Delays {

  private static final Outcome<?> FAILED = Outcome.failed(new IllegalStateException("down"));

  private Delays() {}

  static String schedules() {
    return "| Backoff | 1 | 2 | 3 | 4 | 5 | 6 | 10 | 10,000 |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
        + row("exponential(500 ms)", Backoff.exponential(Duration.ofMillis(500)))
        + row(
            "exponential(500 ms).firstRetryDelayed()",
            Backoff.exponential(Duration.ofMillis(500)).firstRetryDelayed())
        + row(
            "exponential(500 ms).max(3 s)",
            Backoff.exponential(Duration.ofMillis(500)).max(Duration.ofSeconds(3)))
        + row(
            "exponential(500 ms).multiplier(3)",
            Backoff.exponential(Duration.ofMillis(500)).multiplier(3))
        + row("urllib3(0.5)", Backoff.urllib3(0.5))
        + row("constant(2 s)", Backoff.constant(Duration.ofSeconds(2)))
        + row("linear(1 s)", Backoff.linear(Duration.ofSeconds(1)))
        + row("linear(1 s, 5 s)", Backoff.linear(Duration.ofSeconds(1), Duration.ofSeconds(5)))
        + row("fibonacci(1 s)", Backoff.fibonacci(Duration.ofSeconds(1)))
        + row(
            "list(1 s, 5 s, 30 s)",
            Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  private static String row(String code, Backoff backoff) {
    Backoff exact = backoff.jitter(Jitter.none());
    return IntStream.of(1, 2, 3, 4, 5, 6, 10, 10_000)
        .mapToObj(retry -> Nanos.format(exact.delayNanos(retry, 0, FAILED, draw(0))))
        .collect(Collectors.joining(" | ", "| `" + code + "` | ", " |\n"));
  }

  static String jitters() {
    return "| Jitter | draw 0 | draw ½ | draw just below 1 |\n|---|--:|--:|--:|\n"
        + jitter("none()", Jitter.none())
        + jitter("full()", Jitter.full())
        + jitter("equal()", Jitter.equal())
        + jitter("additive(1 s)", Jitter.additive(Duration.ofSeconds(1)))
        + jitter("decorrelated()", Jitter.decorrelated());
  }

  private static String jitter(String code, Jitter jitter) {
    Function<Double, String> delay = share -> Nanos.format(jitter.apply(
        Nanos.of(Duration.ofSeconds(4)),
        new Jitter.Spread(
            Nanos.of(Duration.ofSeconds(1)),
            Nanos.of(Duration.ofSeconds(2)),
            Nanos.of(Duration.ofSeconds(120))),
        draw(share)));
    return "| `" + code + "` | " + delay.apply(0.0) + " | " + delay.apply(0.5) + " | "
        + delay.apply(0.999_999) + " |\n";
  }

  private static RandomGenerator draw(double share) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return (long) (share * (1L << 53)) << 11;
      }

      @Override
      public double nextDouble() {
        return share;
      }
    };
  }
}
