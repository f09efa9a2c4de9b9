/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.hedge.RunningAttempt;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.body.BodyCollector;
import dev.holdfast.http.body.DecodingSubscriber;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.concurrent.ExecutorSubscriber;
import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.http.resume.DownloadRun;
import dev.holdfast.http.resume.SavingSubscriber;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an asynchronous call: sends the request, receives the head, collects the body if
 * it is needed. May be ended from any thread: see {@link #abort}.
 */
final class AsyncAttempt implements RunningAttempt<ReceivedResponse> {

  private final AsyncHttpCall<?> attempts;
  private final PhaseClock phases;
  private final CompletableFuture<Outcome<ReceivedResponse>> outcome = new CompletableFuture<>();
  private volatile @Nullable AsyncExchange exchange;
  private volatile @Nullable AsyncTransportResponse open;
  private volatile @Nullable ReceivedResponse answer;
  private volatile @Nullable TransportException abortCause;
  private volatile boolean cancelled;
  /** Whether the transport may have been called. If not, nothing was sent. */
  private volatile boolean begun;

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  AsyncAttempt(AsyncHttpCall<?> attempts, PhaseClock phases) {
    this.attempts = attempts;
    this.phases = phases;
  }

  @Override
  public CompletionStage<Outcome<ReceivedResponse>> outcome() {
    return outcome;
  }

  PhaseClock phases() {
    return phases;
  }

  /** Returns the response, once its head has arrived. */
  @Nullable AsyncTransportResponse open() {
    return open;
  }

  void send(AsyncTransport transport, TransportRequest request) {
    begun = true;
    if (cancelled) {
      return;
    }
    phases.sending(request.headers());
    AsyncExchange sent = transport.send(request, attempts.call.limits(), phases);
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
      // The call may have started another attempt by now.
      response.close();
      return;
    }
    try {
      ReceivedResponse head = attempts.answered(
          response.status(), response.reason(), response.headers(), response.endMarked(), phases);
      answer = head;
      if (!attempts.readsBodyFirst(head)) {
        end(head);
      } else if (attempts.endsAtHead(head)) {
        outcome.complete(Outcome.of(head));
      } else {
        collect(head, attempts.savedBy(head), failure -> {
          if (failure != null) {
            failed(failure);
          } else {
            orElseFails(outcome, () -> end(head));
          }
        });
      }
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  /**
   * Reads the body of the response.
   *
   * @param saved saves the body; null keeps it in memory
   * @param then completed when the body was read, or with the reason why not
   */
  void collect(
      ReceivedResponse head, @Nullable DownloadRun saved, Consumer<@Nullable Throwable> then) {
    AsyncTransportResponse response = open;
    if (response == null) {
      throw new AssertionError(head);
    }
    try {
      response.body().subscribe(receiver(head, saved));
    } catch (TransportException e) {
      body.completeExceptionally(e);
    }
    CompletionStage<byte[]> unused = body.whenComplete((bytes, failure) -> {
      Throwable end = failure == null ? null : reported(failure);
      try {
        response.close();
        if (end == null) {
          head.body(bytes);
          head.trailed(response.trailers());
        }
      } catch (RuntimeException | Error broken) {
        end = broken;
      }
      then.accept(end);
    });
  }

  private Flow.Subscriber<ByteBuffer> receiver(ReceivedResponse head, @Nullable DownloadRun saved)
      throws TransportException {
    HttpCall call = attempts.call;
    if (saved == null) {
      return new BodyCollector(head.buffer(call.parts().bodies()), body);
    }
    ContentDecoder decoder = head.decoder(call.parts().bodies());
    Flow.Subscriber<ByteBuffer> saving =
        new SavingSubscriber(saved, head.downloadHead(), call.parts().time().now(), body);
    return new ExecutorSubscriber(
        attempts.executor(), decoder == null ? saving : new DecodingSubscriber(decoder, saving));
  }

  /** Returns the outcome with the body, for an attempt that has ended with the head. */
  CompletionStage<Outcome<ReceivedResponse>> whole(ReceivedResponse head) {
    CompletableFuture<Outcome<ReceivedResponse>> whole = new CompletableFuture<>();
    collect(
        head,
        attempts.savedBy(head),
        failure -> orElseFails(whole, () -> {
          phases.end();
          if (failure == null) {
            whole.complete(attempts.inTime(head, phases));
          } else if (failure instanceof TransportException known) {
            whole.complete(attempts.bodyFailed(head, known, phases));
          } else {
            whole.completeExceptionally(failure);
          }
        }));
    return whole;
  }

  void failed(Throwable failure) {
    Throwable cause = reported(failure);
    if (cause instanceof TransportException known) {
      orElseFails(outcome, () -> failed(known));
    } else {
      outcome.completeExceptionally(cause);
    }
  }

  /**
   * Runs a step of a stage. The stage would swallow what the step throws, so it fails the waiting
   * future.
   */
  private static void orElseFails(CompletableFuture<?> waiting, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error broken) {
      waiting.completeExceptionally(broken);
    }
  }

  private void failed(TransportException failure) {
    if (!outcome.isDone()) {
      phases.end();
      ReceivedResponse head = answer;
      outcome.complete(
          head == null
              ? attempts.failed(failure, phases)
              : attempts.bodyFailed(head, failure, phases));
    }
  }

  private void end(ReceivedResponse received) {
    if (!outcome.isDone()) {
      phases.end();
      outcome.complete(attempts.inTime(received, phases));
    }
  }

  /** Replaces the cancellation that the transport reports after {@link #abort} with its cause. */
  private Throwable reported(Throwable failure) {
    Throwable cause = StageFailures.unwrapped(failure);
    TransportException by = abortCause;
    if (by != null && cause instanceof TransportException e && e.kind() == FailureKind.CANCELLED) {
      return TransportException.of(by.kind(), e.sent(), String.valueOf(by.getMessage()), e);
    }
    return cause;
  }

  /** Ends the attempt with that failure, whatever the transport does. */
  void abort(TransportException end) {
    abortCause = end;
    cancelled = true;
    boolean answered = open != null;
    TransportException told = answered
        ? as(Sent.ANSWERED, end)
        : !begun ? as(Sent.NO, end).asOwnLimit() : waitsForUs() ? end.asOwnLimit() : end;
    abortCause = told;
    cancel();
    if (answered) {
      body.completeExceptionally(told);
    }
    failed(told);
  }

  private static TransportException as(Sent sent, TransportException end) {
    return TransportException.of(end.kind(), sent, String.valueOf(end.getMessage()), null);
  }

  private boolean waitsForUs() {
    AsyncExchange sent = exchange;
    return phases.waitsForUs() || sent != null && sent.waitsForUs();
  }

  /** Cancels the attempt, whose outcome is no longer needed. */
  @Override
  public void cancel() {
    cancelled = true;
    AsyncExchange sent = exchange;
    if (sent != null) {
      sent.cancel();
    }
  }

  /** Returns the reason why a body that was {@link #collect collected} did not arrive. */
  static TransportException cause(Throwable failure) {
    return Bodies.brokenOff(StageFailures.unwrapped(failure));
  }
}
