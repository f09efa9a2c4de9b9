/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.hook.AsyncAttemptHook;
import dev.holdfast.http.hook.AsyncRecoveryHook;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs the hooks of a call on the calling thread. */
final class BlockingHooks {

  private BlockingHooks() {}

  /**
   * Lets the hooks change the request of an attempt.
   *
   * @throws TransportException if the attempt must not be sent
   */
  static TransportRequest changed(CallHooks hooks, TransportRequest request, PhaseClock clock)
      throws TransportException {
    HookedAttempt draft = hooks.draft(request, false);
    try {
      for (AsyncAttemptHook hook : hooks.attempts()) {
        result(hooks, () -> hook.before(draft), hooks::leftNanos);
      }
    } catch (Error unexpected) {
      throw unexpected;
    } catch (Throwable failure) {
      throw hooks.failed(failure);
    } finally {
      draft.done();
    }
    clock.restart();
    return hooks.changed(request, draft);
  }

  /**
   * Asks the authentications whether the request is sent again.
   *
   * @param nanos how long to wait for a new token. They stay undecided if it does not come
   */
  static Outcome<ReceivedResponse> authenticated(
      CallHooks hooks, Outcome<ReceivedResponse> outcome, long nanos) {
    AnsweredAttempt challenge = hooks.challenged(outcome);
    if (challenge == null) {
      return outcome;
    }
    try {
      CompletableFuture<Boolean> said = awaited(
          hooks,
          () -> hooks.authenticate(challenge),
          () -> Math.min(nanos, hooks.call().deadline().remainingNanos()));
      if (said.isDone()) {
        hooks.authenticated(outcome, joined(said));
      } else if (hooks.over()) {
        throw hooks.late();
      }
      return outcome;
    } catch (Error unexpected) {
      throw unexpected;
    } catch (Throwable failure) {
      return hooks.notRecovered(outcome, failure);
    }
  }

  /** Asks the authentications and the hooks whether the request is sent again. */
  static Outcome<ReceivedResponse> asked(CallHooks hooks, Outcome<ReceivedResponse> outcome) {
    return askedHooks(hooks, authenticated(hooks, outcome, Long.MAX_VALUE));
  }

  private static Outcome<ReceivedResponse> askedHooks(
      CallHooks hooks, Outcome<ReceivedResponse> outcome) {
    AnsweredAttempt answered = hooks.answered(outcome);
    if (answered == null) {
      return hooks.checked(outcome);
    }
    try {
      for (AsyncRecoveryHook hook : hooks.recoveries()) {
        Boolean yes =
            result(hooks, () -> hook.recovers(answered), hooks.call().deadline()::remainingNanos);
        if (Boolean.TRUE.equals(yes)) {
          hooks.recovers(outcome);
          return outcome;
        }
      }
      return outcome;
    } catch (Error unexpected) {
      throw unexpected;
    } catch (Throwable failure) {
      return hooks.notRecovered(outcome, failure);
    }
  }

  /** Waits for the stage of a hook and returns its value. */
  private static <T> @Nullable T result(
      CallHooks hooks, Callable<? extends CompletionStage<? extends T>> step, LongSupplier left)
      throws Throwable {
    CompletableFuture<T> done = awaited(hooks, () -> hooks.bounded(step, left.getAsLong()), left);
    if (!done.isDone()) {
      throw hooks.late();
    }
    return joined(done);
  }

  /** Waits for the stage of a hook. The future is not done if the time was over before. */
  private static <T> CompletableFuture<T> awaited(
      CallHooks hooks, Callable<? extends CompletionStage<? extends T>> step, LongSupplier left)
      throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    CompletionStage<T> over = done;
    try {
      step.call().whenComplete((value, failure) -> {
        if (failure == null) {
          done.complete(value);
        } else {
          done.completeExceptionally(failure);
        }
      });
      if (!done.isDone()) {
        hooks
            .call()
            .parts()
            .time()
            .await(wake -> over.whenComplete((v, f) -> wake.run()), left.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallHooks.Ended(TransportException.of(
          FailureKind.CANCELLED, Sent.NO, "the thread was interrupted in a hook", e));
    }
    return done;
  }

  private static <T> T joined(CompletableFuture<T> done) throws Throwable {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw StageFailures.unwrapped(e);
    }
  }
}
