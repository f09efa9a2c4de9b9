/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.AsyncAttempts;
import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.concurrent.CallFuture;
import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.http.runtime.AsyncRuntime;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Scheduled;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call without holding a thread. Its steps run one after another on the executor; the
 * deadline, the caller's cancellation and the closing of the session may come from any thread.
 *
 * @param <R> the result of the call
 */
final class AsyncHttpCall<R> extends HttpAttempts
    implements AsyncAttempts<ReceivedResponse>, AsyncRuntime.Closing {

  private static final long ENGINE_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Scheduled NO_TIMER = () -> {};

  private final SessionParts parts;
  private final AsyncRuntime runtime;
  private final ResponseHandler<R> handler;
  private final CallFuture<R> future;
  private final AsyncDriver.Running running;
  /** Runs the hooks of the call; null if there are none. */
  private final @Nullable AsyncHooks hooks;
  /** The attempt that is running or has just ended; null during a wait. */
  private volatile @Nullable AsyncAttempt attempt;

  /** The attempt and its hedge, if the attempt may be hedged. */
  private volatile @Nullable HedgedHttpAttempt hedged;

  private volatile @Nullable TransportException abortCause;
  private volatile Scheduled timer = NO_TIMER;
  private volatile CompletionStage<Void> drained = CompletableFuture.completedStage(null);

  AsyncHttpCall(
      SessionParts parts, AsyncRuntime runtime, HttpCall call, ResponseHandler<R> handler) {
    super(call);
    this.parts = parts;
    this.runtime = runtime;
    this.handler = handler;
    CallHooks own = call.hooks();
    this.hooks = own == null ? null : new AsyncHooks(own, runtime);
    if (handler.headOnly()) {
      call.leaveBodyToCaller();
    }
    this.future = new CallFuture<>(runtime.stages(), this::abandon);
    this.running = runtime.driver().prepare(call.engine(), this, call.state());
  }

  /** Begins the call. */
  CallFuture<R> start() {
    try {
      call.requireTime();
    } catch (RequestException late) {
      call.release();
      call.events().failed(late);
      future.fail(late);
      return future;
    }
    if (!call.deadline().isNone()) {
      timer = parts.time().schedule(call.deadline().remainingNanos(), this::deadlinePassed);
    }
    runtime.add(this);
    running.start();
    return future;
  }

  @Override
  public CompletionStage<Outcome<ReceivedResponse>> attempt(CallState state) {
    TransportRequest request = call.beginAttempt();
    AsyncAttempt next = new AsyncAttempt(this, call.phases());
    HedgedHttpAttempt pair = call.hedges() ? pair(state) : null;
    hedged = pair;
    attempt = next;
    TransportException end = abortCause;
    if (end != null) {
      abort(end);
    } else if (future.isDone()) {
      cancelAttempt();
    }
    // The rest of the last response is read first, so that its connection can be reused.
    drained.whenComplete((done, failure) -> send(next, request, false));
    CompletionStage<Outcome<ReceivedResponse>> outcome =
        pair == null ? next.outcome() : pair.start(next);
    AsyncHooks asked = hooks;
    boolean mayEndAtHead = racesToHead() || asked != null && asked.mayAuthenticate();
    CompletionStage<Outcome<ReceivedResponse>> whole =
        mayEndAtHead ? outcome.thenCompose(this::whole) : outcome;
    return asked == null ? whole : whole.thenCompose(asked::asked);
  }

  private boolean racesToHead() {
    return hedged != null && call.download() != null;
  }

  /**
   * Whether an attempt ends with the head, although its body may be needed: if it and its hedge
   * race, and only one of them may be saved; or if the authentications may do without the body.
   */
  boolean endsAtHead(ReceivedResponse head) {
    return racesToHead() || hooks != null && hooks.decidesByHead(head);
  }

  /**
   * Reads the body of an attempt that has ended with the head, unless the authentications send the
   * request again.
   */
  private CompletionStage<Outcome<ReceivedResponse>> whole(Outcome<ReceivedResponse> ended) {
    return hooks != null
            && ended instanceof Outcome.Value<ReceivedResponse> answered
            && hooks.decidesByHead(answered.value())
        ? hooks.askedByHead(ended, discardNanos(0)).thenCompose(this::decidedByHead)
        : read(ended);
  }

  private CompletionStage<Outcome<ReceivedResponse>> decidedByHead(
      Outcome<ReceivedResponse> outcome) {
    boolean done = outcome instanceof Outcome.Failure || hooks != null && hooks.again();
    if (done) {
      call.phases().endAtHead();
    }
    return done ? CompletableFuture.completedStage(outcome) : read(outcome);
  }

  private CompletionStage<Outcome<ReceivedResponse>> read(Outcome<ReceivedResponse> ended) {
    AsyncAttempt winner = attempt;
    return winner != null
            && ended instanceof Outcome.Value<ReceivedResponse> answered
            && readsBodyFirst(answered.value())
        ? winner.whole(answered.value())
        : CompletableFuture.completedStage(ended);
  }

  /** Sends an attempt, or a hedge, after its hooks have run. */
  void send(AsyncAttempt next, TransportRequest request, boolean hedge) {
    AsyncHooks changing = hooks;
    try {
      if (changing == null) {
        next.send(runtime.transport(), request);
        return;
      }
      changing
          .changed(request, hedge, next.phases())
          .whenComplete((changed, failure) -> sendChanged(next, changed, failure));
    } catch (RuntimeException | Error broken) {
      // The surrounding stage would swallow the exception.
      next.failed(broken);
    }
  }

  private void sendChanged(
      AsyncAttempt next, TransportRequest changed, @Nullable Throwable failure) {
    try {
      if (failure == null) {
        next.send(runtime.transport(), changed);
      } else {
        next.failed(failure);
      }
    } catch (RuntimeException | Error broken) {
      next.failed(broken);
    }
  }

  /** Returns the executor for steps that may block. */
  Executor executor() {
    return runtime.stages();
  }

  private HedgedHttpAttempt pair(CallState state) {
    return new HedgedHttpAttempt(
        runtime,
        this,
        state.attempts(),
        () -> new AsyncAttempt(this, call.hedgePhases()),
        (begun, request) -> send(begun, request, true),
        winner -> attempt = winner);
  }

  @Override
  public void decided(Outcome<ReceivedResponse> outcome, Decision decision, CallState state) {
    AsyncAttempt last = attempt;
    AsyncTransportResponse open = last == null ? null : last.open();
    boolean goesOn = goesOn(decision);
    if (goesOn && outcome instanceof Outcome.Value && open != null) {
      drained = open.discard(DISCARD_BYTES, discardNanos(decision));
    }
    call.decided(outcome, decision);
    if (hooks != null) {
      hooks.decided();
    }
    if (goesOn) {
      attempt = null;
      hedged = null;
    }
  }

  @Override
  public void ended(Outcome<ReceivedResponse> outcome, Decision decision) {
    AsyncAttempt last = attempt;
    if (last == null || !(outcome instanceof Outcome.Value<ReceivedResponse> answered)) {
      finish(() -> call.end().finish(outcome, decision));
      return;
    }
    ReceivedResponse received = answered.value();
    try {
      Optional<R> early = handler.early(call, received, last, decision);
      if (early.isPresent()) {
        succeed(early.get());
        return;
      }
    } catch (TransportException e) {
      fail(call.end().bodyLost(received, e).toException());
      return;
    }
    if (received.body() != null || received.bodyFailure() != null) {
      finish(() -> call.end().finish(outcome, decision));
      return;
    }
    last.collect(
        received,
        savedBy(received, decision),
        failure -> runtime.run(() -> {
          if (failure == null) {
            finish(() -> call.end().finish(outcome, decision));
          } else {
            bodyLost(received, decision, failure);
          }
        }));
  }

  private void bodyLost(ReceivedResponse received, Decision decision, Throwable failure) {
    if (StageFailures.unwrapped(failure) instanceof Error error) {
      // A blocking call throws it too, for instance if there is no memory for the body.
      fail(error);
    } else {
      TransportException lost = AsyncAttempt.cause(failure);
      finish(() -> call.end().finishWithout(received, decision, lost));
    }
  }

  private void finish(Supplier<Response> end) {
    R result;
    try {
      result = handler.whole(end.get());
    } catch (RuntimeException | Error failure) {
      fail(failure);
      return;
    }
    succeed(result);
  }

  /**
   * Ends the call after code threw that must not, or after an executor refused a task. May run on a
   * thread of the caller.
   */
  @Override
  public void broken(Throwable failure) {
    Throwable cause = StageFailures.unwrapped(failure);
    Throwable end = cause instanceof RejectedExecutionException
        ? call.end()
            .failure(Category.CANCELLED, "the session's executor takes no more work")
            .withCause(cause)
            .toException()
        : cause;
    runtime.runElsewhere(() -> fail(end));
  }

  /** Completes the future with the result, whatever else fails. */
  private void succeed(R result) {
    try {
      release();
      call.events().ended(result);
    } finally {
      if (!future.succeed(result)) {
        handler.unwanted(result);
        cancelAttempt();
      }
    }
  }

  private void fail(Throwable failure) {
    try {
      release();
      cancelAttempt();
      call.events().failed(failure);
    } finally {
      future.fail(failure);
    }
  }

  private void release() {
    timer.cancel();
    runtime.remove(this);
    call.release();
  }

  /** Releases the call after its future was completed from outside. */
  private void abandon() {
    running.cancel();
    release();
    cancelAttempt();
    call.events().abandoned();
  }

  private void cancelAttempt() {
    AsyncAttempt current = attempt;
    if (current != null) {
      current.cancel();
    }
    HedgedHttpAttempt pair = hedged;
    if (pair != null) {
      pair.cancel();
    }
  }

  /**
   * Ends the call at its deadline, unless the engine does so first. The engine bounds its own waits
   * by the deadline and can say what the call waited for. So this takes effect only if the engine
   * cannot run, for instance because its executor is busy.
   */
  private void deadlinePassed() {
    if (attempt == null) {
      timer = parts.time().schedule(ENGINE_FIRST_NANOS, this::endAtDeadline);
      if (future.isDone()) {
        timer.cancel();
      }
    } else {
      endAtDeadline();
    }
  }

  private void endAtDeadline() {
    abort(
        FailureKind.DEADLINE_EXCEEDED,
        "the deadline of " + Nanos.format(call.deadline().lengthNanos()) + " has passed");
  }

  @Override
  public void closed() {
    abort(FailureKind.CANCELLED, "the session was closed");
  }

  private void abort(FailureKind kind, String message) {
    TransportException end = TransportException.of(kind, Sent.MAYBE, message, null);
    abortCause = end;
    if (!abort(end)) {
      running.cancel();
      runtime.run(() -> finish(() -> {
        throw call.end().failure(Category.of(kind), message).toException();
      }));
    }
  }

  /** Ends the running attempt. Returns false if there is none. */
  private boolean abort(TransportException end) {
    HedgedHttpAttempt pair = hedged;
    if (pair != null) {
      pair.abort(end);
    }
    AsyncAttempt current = attempt;
    if (current != null) {
      current.abort(end);
    }
    if (hooks != null) {
      hooks.abort(end);
    }
    return current != null;
  }
}
