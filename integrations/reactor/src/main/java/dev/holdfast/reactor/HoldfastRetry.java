/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.reactor;

import dev.holdfast.http.RequestException;
import dev.holdfast.retrier.Retrier;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * The rules of a retrier for {@code retryWhen}: the failures that are retried, the number of
 * retries, backoff and jitter, deadline, retry budget, and delays that a server asks for.
 *
 * <pre>{@code
 * Flux<Order> orders = source.retryWhen(HoldfastRetry.of(retrier));
 * }</pre>
 *
 * <p>When it gives up, the sequence fails with the exception of the last attempt, or with a
 * {@link dev.holdfast.retrier.GaveUpException} at the deadline, which also ends a running attempt.
 * Reactor does not report the start of the first attempt or a success. So the first attempt is not
 * held back by a rate or a concurrency limit, and a success earns nothing for the budget and closes
 * no breaker. For a Mono, {@link HoldfastMono#retrying} does all of this. Immutable and
 * thread-safe.
 */
public final class HoldfastRetry extends Retry {

  private final Retrier retrier;
  private final Function<Throwable, Optional<Duration>> serverDelay;

  private HoldfastRetry(Retrier retrier, Function<Throwable, Optional<Duration>> serverDelay) {
    this.retrier = retrier;
    this.serverDelay = serverDelay;
  }

  /**
   * Creates the rules of that retrier. The delay of {@link RequestException#retryAfter} is kept.
   *
   * @throws IllegalArgumentException if the retrier {@linkplain Retrier#limitsAttempts limits
   *     attempts}, which is impossible here
   */
  public static HoldfastRetry of(Retrier retrier) {
    if (retrier.limitsAttempts()) {
      throw new IllegalArgumentException(
          "retrier: has an attempt timeout or a hedge (expected: none,"
              + " since retryWhen cannot end an attempt; HoldfastMono.retrying can)");
    }
    return new HoldfastRetry(
        retrier,
        failure -> failure instanceof RequestException ours ? ours.retryAfter() : Optional.empty());
  }

  /**
   * These rules with the delay that a server asks for, read from the failure of another client. A
   * failure with a delay is retried, regardless of the retrier's condition.
   *
   * @param delay of the failure; empty for the backoff
   */
  public HoldfastRetry serverDelay(Function<Throwable, Optional<Duration>> delay) {
    return new HoldfastRetry(retrier, Objects.requireNonNull(delay, "delay"));
  }

  @Override
  public Publisher<?> generateCompanion(Flux<RetrySignal> failures) {
    return Flux.create(sink -> new Companion(sink, serverDelay).start(retrier, failures));
  }
}
