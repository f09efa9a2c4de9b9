/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.net.EndReason;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.http1.BodyPublisher;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.net.loop.EventLoop;
import dev.holdfast.http.net.loop.LimitTimer;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on the event loop. Its caller gets the head by a callback and the body by a publisher.
 */
final class AsynchronousAttempt extends Attempt
    implements AsyncExchange, LimitTimer.Limited, Runnable {

  private final InFlight others;
  private final LimitTimer limitTimer;
  private final BodyPublisher body;
  private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();

  /** The neighbours in the list of attempts in flight. */
  @Nullable AsynchronousAttempt before;

  @Nullable AsynchronousAttempt after;

  /** @param others the attempts in flight, which this joins when it begins */
  AsynchronousAttempt(
      Parts parts,
      EventLoop loop,
      TransportRequest request,
      AttemptLimits limits,
      AttemptListener listener,
      InFlight others) {
    super(parts, loop, request, limits, listener);
    this.others = others;
    this.limitTimer = new LimitTimer(loop, this);
    this.body = new BodyPublisher(loop, this::pull, () -> stop(EndReason.CANCELLED));
  }

  @Override
  public CompletionStage<AsyncTransportResponse> response() {
    return response.minimalCompletionStage();
  }

  /**
   * Sets the callback for the head or the failure, which runs on the loop. To be called before the
   * attempt begins.
   */
  void whenAnswered(BiConsumer<@Nullable PublishedHead, @Nullable Throwable> then) {
    CompletableFuture<AsyncTransportResponse> unused =
        response.whenComplete((head, failure) -> then.accept((PublishedHead) head, failure));
  }

  /** Begins the attempt, on the loop. */
  @Override
  public void run() {
    try {
      if (others.add(this)) {
        start();
      } else {
        stop(EndReason.CLOSED);
      }
    } catch (RuntimeException | Error unforeseen) {
      broken(unforeseen);
      throw unforeseen;
    }
  }

  /** Cancels the attempt. Called also when the caller has finished with the response. */
  @Override
  public void cancel() {
    if (!loop().inLoop()) {
      loop().execute(() -> stop(EndReason.CANCELLED), this);
    } else if (!over()) {
      stop(EndReason.CANCELLED);
    }
  }

  /** Fails the attempt before it has begun. */
  void refuse(TransportException failure) {
    response.completeExceptionally(failure);
  }

  @Override
  void answered(ResponseHead head) {
    response.complete(new PublishedHead(head, marksEnds(), body, this));
  }

  @Override
  boolean hasAnswered() {
    return response.isDone();
  }

  @Override
  void ended(@Nullable TransportException failure) {
    limitTimer.end();
    others.remove(this);
    if (failure == null || !response.completeExceptionally(failure)) {
      body.end(failure);
    }
  }

  @Override
  public void waiting() {
    limitTimer.update();
  }

  @Override
  public void checkLimits() {
    limitTimer.check();
  }

  /** Keeps the timer where no wait has begun yet, or where that of the phase before suffices. */
  @Override
  void phaseChanged(Phase next) {
    switch (next) {
      case POOL, SEND, BODY -> limitTimer.check();
      case DNS, CONNECT, TLS, HEAD -> limitTimer.update();
    }
  }

  @Override
  public BodyPublisher body() {
    return body;
  }

  @Override
  public void readable() {
    pull();
  }

  private void pull() {
    HttpExchange current = exchange();
    if (current == null || over()) {
      return;
    }
    try {
      current.pull();
    } catch (RuntimeException | Error unforeseen) {
      broken(unforeseen);
      throw unforeseen;
    }
  }

  /** Discards the body as {@link AsyncTransportResponse#discard} does. Callable from any thread. */
  CompletionStage<@Nullable Void> discard(long maxBytes, long maxNanos) {
    Discarding rest = new Discarding(maxBytes, () -> stop(EndReason.CANCELLED));
    loop().execute(() -> discard(rest, maxBytes, maxNanos), this);
    return rest;
  }

  private void discard(Discarding rest, long maxBytes, long maxNanos) {
    if (body.taken()) {
      stop(EndReason.CANCELLED);
    } else {
      beginDiscard(maxBytes, maxNanos);
    }
    if (over()) {
      rest.complete(null);
    } else {
      body.subscribe(rest);
    }
  }

  /** Bounds the reading of a discarded body. Ends it if it is not worth reading. */
  void beginDiscard(long maxBytes, long maxNanos) {
    HttpExchange current = exchange();
    if (current == null || !current.worthReading(maxBytes)) {
      stop(EndReason.CANCELLED);
    } else {
      clock().beginDiscard(maxNanos);
      limitTimer.update();
    }
  }
}
