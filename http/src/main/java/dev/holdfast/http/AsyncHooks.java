/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.runtime.AsyncRuntime;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Scheduled;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hooks of one call on the executor of its session, one after another. Holds no thread
 * while a hook waits. The call keeps the deadline and ends the attempt.
 */
final class AsyncHooks {

  private final CallHooks hooks;
  private final AsyncRuntime runtime;
  /** The ended attempt that the hooks are asked about. */
  private volatile @Nullable CompletableFuture<Outcome<ReceivedResponse>> asking;

  private volatile @Nullable TransportException end;

  AsyncHooks(CallHooks hooks, AsyncRuntime runtime) {
    this.hooks = hooks;
    this.runtime = runtime;
  }

  /** Lets the hooks change the request of an attempt. Fails if the attempt must not be sent. */
  CompletionStage<TransportRequest> changed(
      TransportRequest request, boolean hedge, PhaseClock clock) {
    HookedAttempt draft = hooks.draft(request, hedge);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    long attemptNanos = hooks.call().limits().attemptNanos();
    if (attemptNanos != Long.MAX_VALUE && !hooks.attempts().isEmpty()) {
      Scheduled limit = hooks
          .call()
          .parts()
          .time()
          .schedule(
              attemptNanos, () -> runtime.run(() -> done.completeExceptionally(hooks.late())));
      CompletionStage<Boolean> over = done;
      over.whenComplete((any, failure) -> limit.cancel());
    }
    start(
        hooks.attempts().stream()
            .map(hook -> () ->
                hooks.bounded(() -> hook.before(draft), hooks.leftNanos()).thenApply(any -> false)),
        done);
    return done.handle((any, failure) -> {
      draft.done();
      if (failure instanceof Error unexpected) {
        throw unexpected;
      }
      try {
        if (failure != null) {
          throw hooks.failed(failure);
        }
        clock.restart();
        return hooks.changed(request, draft);
      } catch (TransportException notSent) {
        throw new CompletionException(notSent);
      }
    });
  }

  /** Whether the session has authentications that may have to be asked. */
  boolean mayAuthenticate() {
    return hooks.mayAuthenticate();
  }

  /** Whether the authentications decide on that response before its body is read. */
  boolean decidesByHead(ReceivedResponse head) {
    return hooks.isChallenge(head);
  }

  /** Whether the request is sent again, because a hook has asked for it. */
  boolean again() {
    return hooks.verdict() != null;
  }

  /** Ends the run of hooks with that failure. May be called from any thread. */
  void abort(TransportException failure) {
    end = failure;
    CompletableFuture<Outcome<ReceivedResponse>> asked = asking;
    if (asked != null) {
      asked.complete(Outcome.failed(TransportException.of(
          failure.kind(), Sent.ANSWERED, String.valueOf(failure.getMessage()), null)));
    }
  }

  /** Called when the attempt has ended and the decision is made. */
  void decided() {
    asking = null;
  }

  /**
   * Asks the authentications about a response whose body is not read yet.
   *
   * @param nanos how long to wait for a new token. They stay undecided if it does not come
   */
  CompletionStage<Outcome<ReceivedResponse>> askedByHead(
      Outcome<ReceivedResponse> outcome, long nanos) {
    AnsweredAttempt challenge = hooks.challenged(outcome);
    return challenge == null
        ? CompletableFuture.completedStage(outcome)
        : begun(authenticated(outcome, challenge, nanos));
  }

  /** Asks the hooks whether the response is acceptable and whether the request is sent again. */
  CompletionStage<Outcome<ReceivedResponse>> asked(Outcome<ReceivedResponse> outcome) {
    if (!hooks.concerns(outcome)) {
      return CompletableFuture.completedStage(outcome);
    }
    AnsweredAttempt challenge = hooks.challenged(outcome);
    return begun(
        challenge == null
            ? askedHooks(outcome)
            : authenticated(outcome, challenge, Long.MAX_VALUE).thenCompose(this::askedHooks));
  }

  /** Returns a stage that {@link #abort} ends too. */
  private CompletionStage<Outcome<ReceivedResponse>> begun(
      CompletionStage<Outcome<ReceivedResponse>> asked) {
    CompletableFuture<Outcome<ReceivedResponse>> whole = new CompletableFuture<>();
    asking = whole;
    asked.whenComplete((ended, failure) -> {
      if (failure == null) {
        whole.complete(ended);
      } else {
        whole.completeExceptionally(StageFailures.unwrapped(failure));
      }
    });
    TransportException before = end;
    if (before != null) {
      abort(before);
    }
    return whole;
  }

  private CompletionStage<Outcome<ReceivedResponse>> authenticated(
      Outcome<ReceivedResponse> outcome, AnsweredAttempt challenge, long nanos) {
    CompletableFuture<Optional<Boolean>> said = new CompletableFuture<>();
    runtime.run(() -> {
      try {
        hooks.authenticate(challenge).whenComplete((yes, failure) -> {
          if (failure == null) {
            said.complete(Optional.of(yes));
          } else {
            said.completeExceptionally(StageFailures.unwrapped(failure));
          }
        });
      } catch (Throwable thrown) {
        said.completeExceptionally(thrown);
      }
    });
    undecidedAfter(nanos, said);
    return said.handle((yes, failure) -> {
      if (failure instanceof Error unexpected) {
        throw unexpected;
      }
      if (failure != null) {
        return hooks.notRecovered(outcome, failure);
      }
      yes.ifPresent(decided -> hooks.authenticated(outcome, decided));
      return outcome;
    });
  }

  private void undecidedAfter(long nanos, CompletableFuture<Optional<Boolean>> said) {
    if (nanos != Long.MAX_VALUE && !said.isDone()) {
      Scheduled limit = hooks
          .call()
          .parts()
          .time()
          .schedule(nanos, () -> runtime.run(() -> said.complete(Optional.empty())));
      CompletionStage<Optional<Boolean>> over = said;
      over.whenComplete((any, failure) -> limit.cancel());
    }
  }

  private CompletionStage<Outcome<ReceivedResponse>> askedHooks(Outcome<ReceivedResponse> outcome) {
    AnsweredAttempt answered = hooks.answered(outcome);
    if (answered == null) {
      CompletableFuture<Outcome<ReceivedResponse>> checked = new CompletableFuture<>();
      runtime.run(() -> {
        try {
          checked.complete(hooks.checked(outcome));
        } catch (Throwable broken) {
          checked.completeExceptionally(broken);
        }
      });
      return checked;
    }
    CompletableFuture<Boolean> recovers = new CompletableFuture<>();
    start(
        hooks.recoveries().stream()
            .map(hook -> () -> hooks.bounded(
                () -> hook.recovers(answered), hooks.call().deadline().remainingNanos())),
        recovers);
    return recovers.handle((yes, failure) -> {
      if (failure instanceof Error unexpected) {
        throw unexpected;
      }
      if (failure != null) {
        return hooks.notRecovered(outcome, failure);
      }
      if (yes) {
        hooks.recovers(outcome);
      }
      return outcome;
    });
  }

  private void start(
      Stream<Callable<CompletionStage<Boolean>>> steps, CompletableFuture<Boolean> enough) {
    Iterator<Callable<CompletionStage<Boolean>>> all = steps.toList().iterator();
    runtime.run(() -> next(all, enough));
  }

  /** Runs the steps one after another until one of them decides. */
  private void next(
      Iterator<Callable<CompletionStage<Boolean>>> steps, CompletableFuture<Boolean> enough) {
    if (enough.isDone() || !steps.hasNext()) {
      enough.complete(false);
      return;
    }
    Thread here = Thread.currentThread();
    try {
      steps.next().call().whenComplete((value, failure) -> {
        if (failure != null) {
          enough.completeExceptionally(StageFailures.unwrapped(failure));
        } else if (Boolean.TRUE.equals(value)) {
          enough.complete(true);
        } else if (Thread.currentThread().equals(here)) {
          next(steps, enough);
        } else {
          runtime.run(() -> next(steps, enough));
        }
      });
    } catch (Throwable thrown) {
      enough.completeExceptionally(thrown);
    }
  }
}
