/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Attempts;
import dev.holdfast.engine.BlockingDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.body.BodyBuffer;
import dev.holdfast.http.body.BodyStream;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.resume.DownloadRun;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Outcome;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Makes a call on the calling thread. */
final class BlockingHttpCall extends HttpAttempts implements Attempts<ReceivedResponse> {

  private final Transport transport;
  private @Nullable TransportResponse open;

  BlockingHttpCall(Transport transport, HttpCall call) {
    super(call);
    this.transport = transport;
  }

  /** Runs the call to its end, body included. */
  Response run() {
    try {
      return call.events().ended(whole(drive()));
    } catch (RuntimeException | Error failure) {
      call.events().failed(failure);
      throw failure;
    } finally {
      release();
    }
  }

  /** Runs the call up to the body of its response, which the caller reads. */
  StreamedResponse stream() {
    call.leaveBodyToCaller();
    try {
      return call.events().ended(handedOver(drive()));
    } catch (RuntimeException | Error failure) {
      call.events().failed(failure);
      throw failure;
    } finally {
      release();
    }
  }

  private BlockingDriver.Ended<ReceivedResponse> drive() {
    call.requireTime();
    try {
      return call.parts().driver().run(call.engine(), this, call.state());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw call.end()
          .failure(Category.CANCELLED, "the thread was interrupted during a wait between attempts")
          .withCause(e)
          .toException();
    }
  }

  /** Reads the body of the last response, unless it was read before the decision. */
  private Response whole(BlockingDriver.Ended<ReceivedResponse> ended) {
    if (ended.outcome() instanceof Outcome.Value<ReceivedResponse> answered
        && answered.value().body() == null
        && answered.value().bodyFailure() == null
        && open != null) {
      try {
        readBody(answered.value(), open, savedBy(answered.value(), ended.decision()));
      } catch (TransportException e) {
        return call.end().finishWithout(answered.value(), ended.decision(), e);
      }
    }
    return call.end().finish(ended.outcome(), ended.decision());
  }

  private StreamedResponse handedOver(BlockingDriver.Ended<ReceivedResponse> ended) {
    if (open == null
        || !(ended.outcome() instanceof Outcome.Value<ReceivedResponse> answered)
        || !call.end().handsBack(answered.value(), ended.decision())) {
      Response response = whole(ended);
      throw new AssertionError(response);
    }
    try {
      StreamedResponse response = new StreamedResponse(call, answered.value(), open);
      open = null;
      return response;
    } catch (TransportException e) {
      throw call.end().bodyLost(answered.value(), e).toException();
    }
  }

  /** Releases the connection after the call, also if a callback threw. */
  private void release() {
    if (open != null) {
      open.close();
    }
    call.release();
  }

  @Override
  public Outcome<ReceivedResponse> attempt(CallState state) {
    CallHooks hooks = call.hooks();
    return hooks == null ? attempt() : BlockingHooks.asked(hooks, attempt());
  }

  private Outcome<ReceivedResponse> attempt() {
    TransportRequest request = call.beginAttempt();
    PhaseClock clock = call.phases();
    // The response of the last attempt was read or discarded.
    open = null;
    ReceivedResponse received = null;
    try {
      TransportResponse response = send(changed(request, clock), clock);
      open = response;
      received = answered(
          response.status(), response.reason(), response.headers(), response.endMarked(), clock);
      Outcome<ReceivedResponse> byHead = byHead(received, clock);
      if (byHead != null) {
        return byHead;
      }
      if (readsBodyFirst(received)) {
        readBody(received, response, savedBy(received));
      }
      clock.end();
      return inTime(received, clock);
    } catch (TransportException e) {
      clock.end();
      return received == null ? failed(e, clock) : bodyFailed(received, e, clock);
    }
  }

  /**
   * Returns the outcome of an attempt that the authentications decide on by the head; null if its
   * body is read.
   */
  private @Nullable Outcome<ReceivedResponse> byHead(ReceivedResponse received, PhaseClock clock) {
    CallHooks hooks = call.hooks();
    if (hooks == null || !hooks.isChallenge(received)) {
      return null;
    }
    Outcome<ReceivedResponse> outcome =
        BlockingHooks.authenticated(hooks, Outcome.of(received), discardNanos(0));
    if (outcome instanceof Outcome.Value && hooks.verdict() == null) {
      return null;
    }
    clock.endAtHead();
    return outcome;
  }

  private TransportRequest changed(TransportRequest request, PhaseClock clock)
      throws TransportException {
    CallHooks hooks = call.hooks();
    return hooks == null ? request : BlockingHooks.changed(hooks, request, clock);
  }

  private TransportResponse send(TransportRequest request, PhaseClock clock)
      throws TransportException {
    if (Thread.currentThread().isInterrupted()) {
      throw TransportException.of(
          FailureKind.CANCELLED, Sent.NO, "the thread is interrupted", null);
    }
    clock.sending(request.headers());
    return transport.send(request, call.limits(), clock);
  }

  private void readBody(
      ReceivedResponse received, TransportResponse from, @Nullable DownloadRun saved)
      throws TransportException {
    if (saved != null) {
      save(received, from, saved);
      return;
    }
    try (from;
        BodyBuffer buffer = received.buffer(call.parts().bodies())) {
      received.body(Bodies.read(from.body(), buffer));
      received.trailed(from.trailers());
    }
  }

  private void save(ReceivedResponse received, TransportResponse from, DownloadRun run)
      throws TransportException {
    try (from;
        ContentDecoder decoder = received.decoder(call.parts().bodies());
        InputStream body = new BodyStream(from.body(), decoder, deadline(), () -> {})) {
      run.save(received.downloadHead(), call.parts().time().now(), body);
      received.body(new byte[0]);
      received.trailed(from.trailers());
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("closing does nothing", e);
    }
  }

  @Override
  public void decided(Outcome<ReceivedResponse> outcome, Decision decision, CallState state) {
    if (goesOn(decision) && outcome instanceof Outcome.Value && open != null) {
      open.discard(DISCARD_BYTES, discardNanos(decision));
    }
    call.decided(outcome, decision);
  }
}
