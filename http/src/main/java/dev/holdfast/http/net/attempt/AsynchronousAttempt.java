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
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt on the event loop, whose caller is told of its head and is sent its body. */
final class AsynchronousAttempt extends Attempt implements AsyncExchange {

  private final Consumer<AsynchronousAttempt> whenOver;
  private final LimitTimer watch;
  private final BodyPublisher body;
  private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();

  /** @param whenOver told on the loop */
  AsynchronousAttempt(
      Parts parts,
      EventLoop loop,
      TransportRequest request,
      AttemptLimits limits,
      AttemptListener listener,
      Consumer<AsynchronousAttempt> whenOver) {
    super(parts, loop, request, limits, listener);
    this.whenOver = whenOver;
    this.watch = new LimitTimer(loop, this::left, this::expired);
    this.body = new BodyPublisher(loop, this::pull, () -> stop(EndReason.CANCELLED));
  }

  @Override
  public CompletionStage<AsyncTransportResponse> response() {
    return response.minimalCompletionStage();
  }

  /** Also when the caller is done with the response. */
  @Override
  public void cancel() {
    loop().execute(() -> stop(EndReason.CANCELLED), this);
  }

  /** Ends in failure before anything was begun. */
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
    watch.end();
    whenOver.accept(this);
    if (failure == null || !response.completeExceptionally(failure)) {
      body.end(failure);
    }
  }

  @Override
  public void waiting() {
    watch.update();
  }

  @Override
  void phaseChanged() {
    watch.update();
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
    if (current != null && !over()) {
      Loop.owned(current::pull, this).run();
    }
  }

  /** As {@link AsyncTransportResponse#discard}. From any thread. */
  CompletionStage<@Nullable Void> discard(long maxBytes, long maxNanos) {
    Discarding rest = new Discarding(maxBytes, () -> stop(EndReason.CANCELLED));
    loop().execute(() -> discard(rest, maxBytes, maxNanos), this);
    return rest;
  }

  private void discard(Discarding rest, long maxBytes, long maxNanos) {
    HttpExchange current = exchange();
    if (current == null || body.taken() || !current.worthReading(maxBytes)) {
      stop(EndReason.CANCELLED);
    }
    if (over()) {
      rest.complete(null);
      return;
    }
    clock().beginDiscard(maxNanos);
    watch.update();
    body.subscribe(rest);
  }
}
