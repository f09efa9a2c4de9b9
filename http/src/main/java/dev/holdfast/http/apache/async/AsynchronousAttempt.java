/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.ResponseHead;
import dev.holdfast.http.apache.Stop;
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
  private final Watch watch;
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
    this.watch = new Watch(loop, this::left, this::expired);
    this.body = new BodyPublisher(loop, this::pull, () -> stop(Stop.CANCELLED));
  }

  @Override
  public CompletionStage<AsyncTransportResponse> response() {
    return response.minimalCompletionStage();
  }

  /** Also when the caller is done with the response. */
  @Override
  public void cancel() {
    loop().execute(() -> stop(Stop.CANCELLED), this);
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
    Conversation current = conversation();
    if (current != null && !over()) {
      Loop.owned(current::pull, this).run();
    }
  }

  /** As {@link AsyncTransportResponse#discard}. From any thread. */
  CompletionStage<@Nullable Void> discard(long maxBytes, long maxNanos) {
    Discarding rest = new Discarding(maxBytes, () -> stop(Stop.CANCELLED));
    loop().execute(() -> discard(rest, maxBytes, maxNanos), this);
    return rest;
  }

  private void discard(Discarding rest, long maxBytes, long maxNanos) {
    Conversation current = conversation();
    if (current == null || body.taken() || !current.worthReading(maxBytes)) {
      stop(Stop.CANCELLED);
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
