/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.hedge.RunningAttempt;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.body.BodyCollector;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an asynchronous call: sends, takes the head, collects the body if it is wanted.
 * May be struck, from any thread, by what ends it from outside.
 */
final class AsyncAttempt implements RunningAttempt<Exchange> {

  private final HttpCall call;
  private final PhaseClock phases;
  private final CompletableFuture<Outcome<Exchange>> outcome = new CompletableFuture<>();
  private volatile @Nullable AsyncExchange exchange;
  private volatile @Nullable AsyncTransportResponse open;
  private volatile @Nullable Exchange answer;
  private volatile @Nullable TransportException strike;
  private volatile boolean cancelled;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  AsyncAttempt(HttpCall call, PhaseClock phases) {
    this.call = call;
    this.phases = phases;
  }

  @Override
  public CompletionStage<Outcome<Exchange>> outcome() {
    return outcome;
  }

  PhaseClock phases() {
    return phases;
  }

  /** The response, once its head has arrived. */
  @Nullable AsyncTransportResponse open() {
    return open;
  }

  void send(AsyncTransport transport, TransportRequest request) {
    if (cancelled) {
      return;
    }
    AsyncExchange sent = transport.send(request, call.limits(), phases);
    exchange = sent;
    if (cancelled) {
      sent.cancel();
    }
    sent.response().whenComplete((response, failure) -> {
      if (failure != null) {
        failed(failure);
      } else {
        answered(response);
      }
    });
  }

  private void answered(AsyncTransportResponse response) {
    open = response;
    if (cancelled) {
      // The call may be on its way elsewhere by now.
      response.close();
      return;
    }
    try {
      Exchange head =
          call.answered(response.status(), response.reason(), response.headers(), phases);
      head.endMarked(response.endMarked());
      answer = head;
      if (!call.readsBodyFirst(head)) {
        end(Outcome.of(head));
        return;
      }
      collect(head).whenComplete((bytes, failure) -> {
        if (failure != null) {
          failed(failure);
        } else {
          end(Outcome.of(head));
        }
      });
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  /** Reads the body into that exchange; fails with a {@link TransportException}. */
  CompletionStage<byte[]> collect(Exchange head) {
    AsyncTransportResponse response = open;
    if (response == null) {
      throw new AssertionError(head);
    }
    try {
      response.body().subscribe(new BodyCollector(call.buffer(head), body));
    } catch (TransportException e) {
      body.completeExceptionally(e);
    }
    return body.whenComplete((bytes, failure) -> response.close()).handle((bytes, failure) -> {
      if (failure != null) {
        throw new CompletionException(struck(failure));
      }
      head.body(bytes);
      return bytes;
    });
  }

  private void failed(Throwable failure) {
    Throwable cause = struck(failure);
    if (cause instanceof TransportException known) {
      failed(known);
    } else {
      outcome.completeExceptionally(cause);
    }
  }

  private void failed(TransportException failure) {
    if (!outcome.isDone()) {
      phases.end();
      TransportException blamed = call.blamed(failure, phases);
      Exchange head = answer;
      outcome.complete(
          head == null ? call.failed(blamed, phases) : CallEnd.bodyFailed(head, blamed));
    }
  }

  private void end(Outcome<Exchange> result) {
    if (!outcome.isDone()) {
      phases.end();
      outcome.complete(call.inTime(result, phases));
    }
  }

  /** The transport is told to give up; a failure it then reports is what the strike says. */
  private Throwable struck(Throwable failure) {
    Throwable cause = unwrapped(failure);
    TransportException by = strike;
    if (by != null && cause instanceof TransportException e && e.kind() == FailureKind.CANCELLED) {
      return TransportException.of(by.kind(), e.sent(), String.valueOf(by.getMessage()), e);
    }
    return cause;
  }

  /** Ends the attempt from outside with that failure, whatever the transport does. */
  void strike(TransportException end) {
    boolean answered = open != null;
    TransportException told = answered
        ? TransportException.of(end.kind(), Sent.ANSWERED, String.valueOf(end.getMessage()), null)
        : waitsForUs() ? end.asOwnLimit() : end;
    strike = told;
    cancel();
    if (answered) {
      body.completeExceptionally(told);
    }
    failed(told);
  }

  private boolean waitsForUs() {
    AsyncExchange sent = exchange;
    return phases.waitsForUs() || sent != null && sent.waitsForUs();
  }

  /** Nobody waits for the attempt any more. */
  @Override
  public void cancel() {
    cancelled = true;
    AsyncExchange sent = exchange;
    if (sent != null) {
      sent.cancel();
    }
  }

  /** Why a body that was {@link #collect collected} did not arrive. */
  static TransportException cause(Throwable failure) {
    return Bodies.brokenOff(unwrapped(failure));
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
