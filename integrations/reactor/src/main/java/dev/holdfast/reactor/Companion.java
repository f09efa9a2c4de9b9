/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.reactor;

import dev.holdfast.retrier.GaveUpException;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.TryAgain;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.util.retry.Retry.RetrySignal;

/**
 * An asynchronous call of the retrier whose attempts are the subscriptions of {@code retryWhen}: an
 * attempt begins with a signal to the sink and ends with Reactor's signal of its failure.
 */
final class Companion {

  private final FluxSink<Object> sink;
  private final Function<Throwable, Optional<Duration>> serverDelay;

  /** The running attempt, or the next one during a wait. Reactor runs one at a time. */
  private volatile CompletableFuture<Object> attempt = new CompletableFuture<>();

  private volatile boolean begun;
  private volatile @Nullable Throwable failure;

  Companion(FluxSink<Object> sink, Function<Throwable, Optional<Duration>> serverDelay) {
    this.sink = sink;
    this.serverDelay = serverDelay;
  }

  /**
   * Starts the call. Reactor makes the first subscription by itself, after this method has
   * returned.
   */
  void start(Retrier retrier, Flux<RetrySignal> failures) {
    CompletableFuture<Object> call = retrier.callAsync(this::attempt);
    Disposable signals = failures.subscribe(signal -> failed(signal.failure()));
    sink.onDispose(() -> {
      signals.dispose();
      call.cancel(true);
    });
    var unused = call.whenComplete((value, end) -> {
      if (!sink.isCancelled()) {
        sink.error(shown(end));
      }
    });
  }

  private CompletionStage<Object> attempt() {
    if (!begun) {
      // Reactor has begun the first attempt, or will.
      begun = true;
      return attempt;
    }
    CompletableFuture<Object> next = new CompletableFuture<>();
    attempt = next;
    sink.next(next);
    return next;
  }

  private void failed(Throwable cause) {
    failure = cause;
    try {
      attempt.completeExceptionally(serverDelay
          .apply(cause)
          .filter(delay -> delay.compareTo(Duration.ZERO) > 0)
          .<Throwable>map(Companion::again)
          .orElse(cause));
    } catch (RuntimeException broken) {
      sink.error(broken);
    }
  }

  private static TryAgain again(Duration delay) {
    return TryAgain.because("the server asked for a delay").after(delay);
  }

  /**
   * Returns the exception to emit. A {@link TryAgain} is internal: it is replaced by the failure
   * that it stands for, unless a later attempt was running.
   */
  private Throwable shown(Throwable end) {
    Throwable last = attempt.isDone() ? failure : null;
    if (last != null && end instanceof GaveUpException && end.getCause() instanceof TryAgain) {
      last.addSuppressed(end);
      return last;
    }
    return end;
  }
}
