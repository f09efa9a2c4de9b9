/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.hedge.HedgedAttempt;
import dev.holdfast.engine.hedge.Hedging;
import dev.holdfast.guard.Ending;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of an asynchronous call, and a second one beside it if the first takes long. */
final class HedgedExchange implements Hedging<Exchange> {

  private final HttpCall call;
  private final int number;
  private final Supplier<AsyncAttempt> fresh;
  private final Consumer<AsyncAttempt> whenWon;
  private final AsyncLane lane;
  private final HedgedAttempt<Exchange> pair;
  private volatile @Nullable AsyncAttempt second;
  private volatile @Nullable TransportException struck;

  /**
   * A pair, of which nothing is under way yet.
   *
   * @param number of the attempt that the two stand for
   * @param fresh makes the second attempt
   * @param whenWon told if the second attempt is the one that counts
   */
  HedgedExchange(
      AsyncLane lane,
      HttpCall call,
      int number,
      Supplier<AsyncAttempt> fresh,
      Consumer<AsyncAttempt> whenWon) {
    this.lane = lane;
    this.call = call;
    this.number = number;
    this.fresh = fresh;
    this.whenWon = whenWon;
    this.pair = new HedgedAttempt<>(lane.driver(), call.pipeline(), call.deadline(), this);
  }

  CompletionStage<Outcome<Exchange>> start(AsyncAttempt first) {
    pair.start(first);
    return pair.outcome();
  }

  @Override
  public AsyncAttempt hedge() {
    TransportRequest request = call.again();
    AsyncAttempt begun = fresh.get();
    second = begun;
    TransportException end = struck;
    if (end != null) {
      begun.strike(end);
    }
    begun.send(lane.transport(), request);
    return begun;
  }

  @Override
  public boolean settles(Outcome<Exchange> outcome) {
    return call.settles(outcome);
  }

  @Override
  public Ending ending(Outcome<Exchange> outcome) {
    return call.ending(outcome);
  }

  /** Nothing is said to be unsent that may have reached the server. */
  @Override
  public boolean firstFailureCounts(Outcome<Exchange> cameFirst, Outcome<Exchange> cameLast) {
    return Outcomes.sent(cameLast) == Sent.NO && Outcomes.sent(cameFirst) != Sent.NO;
  }

  @Override
  public void settled(boolean bySecond, @Nullable String words) {
    if (words != null) {
      call.note("hedge of attempt " + number + " " + words);
    }
    // The pair is one attempt, which lasts until now.
    call.phases().end();
    if (bySecond) {
      AsyncAttempt winner = Objects.requireNonNull(second);
      call.won(winner.phases());
      whenWon.accept(winner);
    }
  }

  /** Ends the second attempt from outside, if there is one; the first is the caller's to end. */
  void strike(TransportException end) {
    struck = end;
    AsyncAttempt begun = second;
    if (begun != null) {
      begun.strike(end);
    }
  }

  /** Nobody waits for either. */
  void cancel() {
    pair.cancel();
  }
}
