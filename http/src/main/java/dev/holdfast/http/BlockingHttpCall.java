/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Attempts;
import dev.holdfast.engine.BlockingDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.body.BodyBuffer;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import org.jspecify.annotations.Nullable;

/** Carries out a call on the calling thread. */
final class BlockingHttpCall implements Attempts<Exchange> {

  private final Transport transport;
  private final HttpCall call;
  private @Nullable TransportResponse open;

  BlockingHttpCall(Transport transport, HttpCall call) {
    this.transport = transport;
    this.call = call;
  }

  /** Runs the call to its end, body included. */
  Response run() {
    try {
      return whole(drive());
    } finally {
      release();
    }
  }

  /** Runs the call up to the body of its response, which is left to the caller. */
  StreamedResponse stream() {
    call.streams();
    try {
      return handedOver(drive());
    } finally {
      release();
    }
  }

  private BlockingDriver.Ended<Exchange> drive() {
    call.requireTime();
    try {
      return call.driver().run(call.engine(), this, call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw call.callEnd()
          .failure(Category.CANCELLED, "the thread was interrupted during a wait between attempts")
          .withCause(e)
          .toException();
    }
  }

  /** The response will be handed back or attached after all, with its body, if it was put off. */
  private Response whole(BlockingDriver.Ended<Exchange> ended) {
    if (ended.outcome() instanceof Outcome.Value<Exchange> answered
        && answered.value().body() == null
        && answered.value().bodyFailure() == null
        && open != null) {
      try {
        readBody(answered.value(), open);
      } catch (TransportException e) {
        return call.finishWithout(answered.value(), ended.decision(), e);
      }
    }
    return call.finish(ended.outcome(), ended.decision());
  }

  private StreamedResponse handedOver(BlockingDriver.Ended<Exchange> ended) {
    if (open == null
        || !(ended.outcome() instanceof Outcome.Value<Exchange> answered)
        || !call.handsBack(answered.value(), ended.decision())) {
      Response response = whole(ended);
      throw new AssertionError(response);
    }
    try {
      StreamedResponse response = new StreamedResponse(call, answered.value(), open);
      open = null;
      return response;
    } catch (TransportException e) {
      throw call.callEnd().bodyLost(answered.value(), e).toException();
    }
  }

  /** Whatever ended the call, a failing callback included: no connection stays behind. */
  private void release() {
    if (open != null) {
      open.close();
    }
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
  public Outcome<Exchange> attempt(CallState state) {
    TransportRequest request = call.beginAttempt();
    // The last one's was read or thrown away.
    open = null;
    Exchange answered = null;
    try {
      TransportResponse response = send(request);
      open = response;
      answered =
          call.answered(response.status(), response.reason(), response.headers(), call.phases());
      answered.endMarked(response.endMarked());
      if (call.readsBodyFirst(answered)) {
        readBody(answered, response);
      }
      call.phases().end();
      return call.inTime(Outcome.of(answered), call.phases());
    } catch (TransportException e) {
      call.phases().end();
      TransportException failure = call.blamed(e, call.phases());
      return answered == null
          ? call.failed(failure, call.phases())
          : CallEnd.bodyFailed(answered, failure);
    }
  }

  private TransportResponse send(TransportRequest request) throws TransportException {
    if (Thread.currentThread().isInterrupted()) {
      throw TransportException.of(
          FailureKind.CANCELLED, Sent.NO, "the thread is interrupted", null);
    }
    return transport.send(request, call.limits(), call.phases());
  }

  private void readBody(Exchange exchange, TransportResponse from) throws TransportException {
    try (from;
        BodyBuffer buffer = call.buffer(exchange)) {
      exchange.body(Bodies.read(from.body(), buffer));
    }
  }

  @Override
  public Verdict judge(Outcome<Exchange> outcome, CallState state) {
    return call.judge(outcome);
  }

  @Override
  public void decided(Outcome<Exchange> outcome, Decision decision, CallState state) {
    if (HttpCall.goesOn(decision) && outcome instanceof Outcome.Value && open != null) {
      open.discard(HttpCall.DISCARD_BYTES, call.discardNanos(decision));
    }
    call.decided(outcome, decision);
  }
}
