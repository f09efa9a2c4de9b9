/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.hedge.HedgeResult;
import dev.holdfast.engine.hedge.HedgedAttempt;
import dev.holdfast.engine.hedge.Hedging;
import dev.holdfast.guard.Ending;
import dev.holdfast.http.listen.HedgeOutcome;
import dev.holdfast.http.runtime.AsyncRuntime;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of an asynchronous call and its hedge, a second attempt that starts if the first is
 * slow.
 */
final class HedgedHttpAttempt implements Hedging<ReceivedResponse> {

  private final HttpAttempts attempts;
  private final int number;
  private final Supplier<AsyncAttempt> fresh;
  private final BiConsumer<AsyncAttempt, TransportRequest> sends;
  private final Consumer<AsyncAttempt> whenWon;
  private final HedgedAttempt<ReceivedResponse> pair;
  private volatile @Nullable AsyncAttempt second;
  private volatile @Nullable TransportException abortCause;

  /**
   * Creates a pair. Starts nothing.
   *
   * @param number of the attempt that both belong to
   * @param fresh creates the hedge
   * @param sends sends it
   * @param whenWon called if the hedge has won
   */
  HedgedHttpAttempt(
      AsyncRuntime runtime,
      HttpAttempts attempts,
      int number,
      Supplier<AsyncAttempt> fresh,
      BiConsumer<AsyncAttempt, TransportRequest> sends,
      Consumer<AsyncAttempt> whenWon) {
    this.attempts = attempts;
    this.number = number;
    this.fresh = fresh;
    this.sends = sends;
    this.whenWon = whenWon;
    this.pair = new HedgedAttempt<>(
        runtime.driver(), attempts.call.origin().pipeline(), attempts.deadline(), this);
  }

  CompletionStage<Outcome<ReceivedResponse>> start(AsyncAttempt first) {
    pair.start(first);
    return pair.outcome();
  }

  @Override
  public AsyncAttempt hedge() {
    TransportRequest request = attempts.call.hedgeRequest();
    AsyncAttempt begun = fresh.get();
    second = begun;
    TransportException end = abortCause;
    if (end != null) {
      begun.abort(end);
    }
    sends.accept(begun, request);
    return begun;
  }

  @Override
  public boolean settles(Outcome<ReceivedResponse> outcome) {
    return attempts.call.classifier().settles(attempts.call.current().method(), outcome);
  }

  @Override
  public Ending ending(Outcome<ReceivedResponse> outcome) {
    return attempts.call.classifier().ending(outcome);
  }

  /** If either may have reached the server, the failure must not say that nothing was sent. */
  @Override
  public boolean firstFailureCounts(
      Outcome<ReceivedResponse> cameFirst, Outcome<ReceivedResponse> cameLast) {
    return Outcomes.sent(cameLast) == Sent.NO && Outcomes.sent(cameFirst) != Sent.NO;
  }

  @Override
  public void hedged(HedgeResult result) {
    attempts.call.events().hedged(HedgeOutcome.valueOf(result.name()));
  }

  @Override
  public void settled(boolean bySecond, @Nullable String words) {
    if (words != null) {
      attempts.call.history().note("hedge of attempt " + number + " " + words);
    }
    if (attempts.call.download() == null) {
      // Both belong to one attempt, which ends now. An attempt that is saved ends with its body.
      attempts.call.phases().end();
    }
    if (bySecond) {
      AsyncAttempt winner = Objects.requireNonNull(second);
      attempts.call.hedgeWon(winner.phases());
      whenWon.accept(winner);
    }
  }

  /** Ends the hedge with that failure, if there is one. The caller ends the first attempt. */
  void abort(TransportException end) {
    abortCause = end;
    AsyncAttempt begun = second;
    if (begun != null) {
      begun.abort(end);
    }
  }

  /** Cancels both. */
  void cancel() {
    pair.cancel();
  }
}
