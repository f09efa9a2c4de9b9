/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.AsyncAttempts;
import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a call without holding a thread. Its steps follow one another on the lane's executor;
 * the deadline, the caller's cancelling and the session's closing may come in from any thread.
 *
 * @param <R> what the caller gets
 */
final class AsyncHttpCall<R> implements AsyncAttempts<Exchange> {

  private static final Scheduled NO_TIMER = () -> {};

  private final SessionParts parts;
  private final AsyncLane lane;
  private final HttpCall call;
  private final Handover<R> handover;
  private final CallFuture<R> future;
  private final AsyncDriver.Running running;
  /** The attempt under way or just ended; null during a wait. */
  private volatile @Nullable AsyncAttempt attempt;

  /** The second attempt beside it, if there may be one. */
  private volatile @Nullable HedgedExchange hedged;

  private volatile @Nullable TransportException struck;
  private volatile Scheduled timer = NO_TIMER;
  private volatile CompletionStage<Void> drained = CompletableFuture.completedStage(null);

  AsyncHttpCall(SessionParts parts, AsyncLane lane, HttpCall call, Handover<R> handover) {
    this.parts = parts;
    this.lane = lane;
    this.call = call;
    this.handover = handover;
    if (handover.headOnly()) {
      call.streams();
    }
    this.future = new CallFuture<>(lane.stages(), this::abandon);
    this.running = lane.driver().prepare(call.engine(), this, call);
  }

  /** Begins the call. */
  CallFuture<R> start() {
    try {
      call.requireTime();
    } catch (RequestException late) {
      future.fail(late);
      return future;
    }
    if (!call.deadline().isNone()) {
      timer = parts.time().schedule(call.deadline().remainingNanos(), this::deadlinePassed);
    }
    lane.add(this);
    running.start();
    return future;
  }

  @Override
  public Pipeline pipeline(CallState state) {
    return call.pipeline();
  }

  @Override
  public Deadline deadline() {
    return call.deadline();
  }

  @Override
  public void held(long nanos, String why, CallState state) {
    call.held(why);
  }

  @Override
  public Outcome<Exchange> refused(Refusal refusal, CallState state) {
    return call.refused(refusal);
  }

  @Override
  public Outcome<Exchange> overslept(CallState state) {
    return call.overslept();
  }

  @Override
  public Ending ending(Outcome<Exchange> outcome, Verdict verdict) {
    return call.ending(outcome);
  }

  @Override
  public CompletionStage<Outcome<Exchange>> attempt(CallState state) {
    TransportRequest request = call.beginAttempt();
    AsyncAttempt next = new AsyncAttempt(call, call.phases());
    HedgedExchange pair = call.hedges() ? pair(state) : null;
    hedged = pair;
    attempt = next;
    TransportException end = struck;
    if (end != null) {
      strike(end);
    } else if (future.isDone()) {
      cancelAttempt();
    }
    // What is left of the last response leaves the connection first: it may be used again.
    drained.whenComplete((done, failure) -> next.send(lane.transport(), request));
    return pair == null ? next.outcome() : pair.start(next);
  }

  private HedgedExchange pair(CallState state) {
    return new HedgedExchange(
        lane,
        call,
        state.attempts(),
        () -> new AsyncAttempt(call, call.another()),
        winner -> attempt = winner);
  }

  @Override
  public Verdict judge(Outcome<Exchange> outcome, CallState state) {
    return call.judge(outcome);
  }

  @Override
  public void decided(Outcome<Exchange> outcome, Decision decision, CallState state) {
    AsyncAttempt last = attempt;
    AsyncTransportResponse open = last == null ? null : last.open();
    boolean goesOn = HttpCall.goesOn(decision);
    if (goesOn && outcome instanceof Outcome.Value && open != null) {
      drained = open.discard(HttpCall.DISCARD_BYTES, call.discardNanos(decision));
    }
    call.decided(outcome, decision);
    if (goesOn) {
      attempt = null;
      hedged = null;
    }
  }

  @Override
  public void ended(Outcome<Exchange> outcome, Decision decision) {
    AsyncAttempt last = attempt;
    if (last == null || !(outcome instanceof Outcome.Value<Exchange> answered)) {
      finish(() -> call.finish(outcome, decision));
      return;
    }
    Exchange exchange = answered.value();
    try {
      Optional<R> early = handover.early(call, exchange, last, decision);
      if (early.isPresent()) {
        succeed(early.get());
        return;
      }
    } catch (TransportException e) {
      fail(call.callEnd().bodyLost(exchange, e).toException());
      return;
    }
    if (exchange.body() != null || exchange.bodyFailure() != null) {
      finish(() -> call.finish(outcome, decision));
      return;
    }
    last.collect(exchange)
        .whenComplete((bytes, failure) -> lane.run(() -> {
          if (failure == null) {
            finish(() -> call.finish(outcome, decision));
          } else {
            bodyLost(exchange, decision, failure);
          }
        }));
  }

  private void bodyLost(Exchange exchange, Decision decision, Throwable failure) {
    if (AsyncAttempt.unwrapped(failure) instanceof Error error) {
      // As from a blocking call: there was no memory for the body, for one.
      fail(error);
    } else {
      TransportException lost = AsyncAttempt.cause(failure);
      finish(() -> call.finishWithout(exchange, decision, lost));
    }
  }

  private void finish(Supplier<Response> end) {
    R result;
    try {
      result = handover.whole(end.get());
    } catch (RuntimeException | Error failure) {
      fail(failure);
      return;
    }
    succeed(result);
  }

  /** Something threw that must not, or an executor refused: perhaps on a thread of others. */
  @Override
  public void broken(Throwable failure) {
    Throwable end = failure instanceof RejectedExecutionException
        ? call.callEnd()
            .failure(Category.CANCELLED, "the session's executor takes no more work")
            .withCause(failure)
            .toException()
        : failure;
    lane.runElsewhere(() -> fail(end));
  }

  private void succeed(R result) {
    release();
    if (!future.succeed(result)) {
      handover.unwanted(result);
      cancelAttempt();
    }
  }

  private void fail(Throwable failure) {
    release();
    cancelAttempt();
    future.fail(failure);
  }

  private void release() {
    timer.cancel();
    lane.remove(this);
  }

  /** Somebody has completed the future from outside. */
  private void abandon() {
    running.cancel();
    release();
    cancelAttempt();
  }

  private void cancelAttempt() {
    AsyncAttempt current = attempt;
    if (current != null) {
      current.cancel();
    }
    HedgedExchange pair = hedged;
    if (pair != null) {
      pair.cancel();
    }
  }

  private void deadlinePassed() {
    strike(
        FailureKind.DEADLINE_EXCEEDED,
        "the deadline of " + Nanos.format(call.deadline().lengthNanos()) + " has passed");
  }

  /** The session is closing. */
  void closed() {
    strike(FailureKind.CANCELLED, "the session was closed");
  }

  private void strike(FailureKind kind, String message) {
    TransportException end = TransportException.of(kind, Sent.MAYBE, message, null);
    struck = end;
    if (!strike(end)) {
      running.cancel();
      lane.run(() -> fail(call.callEnd().failure(Category.of(kind), message).toException()));
    }
  }

  /** Whether an attempt is under way, which then ends. */
  private boolean strike(TransportException end) {
    HedgedExchange pair = hedged;
    if (pair != null) {
      pair.strike(end);
    }
    AsyncAttempt current = attempt;
    if (current != null) {
      current.strike(end);
    }
    return current != null;
  }
}
