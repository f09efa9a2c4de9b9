/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.Price;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.http.field.AnnouncedQuota;
import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.resume.DownloadRun;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The part of a call that is the same for both drivers: answers to the engine's questions, and the
 * outcome of each attempt. {@link BlockingHttpCall} and {@link AsyncHttpCall} add the I/O.
 */
abstract class HttpAttempts {

  /** The most bytes to read of a discarded body, so that its connection can be kept. */
  static final long DISCARD_BYTES = 65_536;

  private static final long DISCARD_NANOS = 1_000_000_000;

  final HttpCall call;

  HttpAttempts(HttpCall call) {
    this.call = call;
  }

  /** Returns the policies for the next attempt: those of its origin. */
  public final Pipeline pipeline(CallState state) {
    return call.origin().pipeline();
  }

  /** Returns the deadline of the call. */
  public final Deadline deadline() {
    return call.deadline();
  }

  /** Records that a policy delays the next attempt. */
  public final void held(long nanos, String why, CallState state) {
    call.history().held(why);
  }

  /** Returns the outcome of an attempt that a policy has refused. */
  public final Outcome<ReceivedResponse> refused(Refusal refusal, CallState state) {
    call.beginRefused();
    return Outcome.failed(new RefusedException(refusal));
  }

  /**
   * Returns the outcome after a wait that took longer than decided, so that the next attempt would
   * begin after the deadline.
   */
  public final Outcome<ReceivedResponse> overslept(CallState state) {
    return Outcome.failed(TransportException.of(
        FailureKind.DEADLINE_EXCEEDED, Sent.NO, "no other attempt was begun", null));
  }

  /** Returns what the outcome says about the server. */
  public final Ending ending(Outcome<ReceivedResponse> outcome, Verdict verdict) {
    return call.classifier().ending(outcome);
  }

  /** Whether the attempt may be repeated. */
  public final Verdict judge(Outcome<ReceivedResponse> outcome, CallState state) {
    CallHooks hooks = call.hooks();
    Verdict again = hooks == null ? null : hooks.verdict();
    if (again != null) {
      return again;
    }
    Verdict verdict = priced(call.classifier().judge(call.current().method(), outcome));
    RetryConditions conditions = call.retry().conditions();
    return conditions.isEmpty() ? verdict : conditions.refine(call, verdict, outcome);
  }

  /**
   * Returns the verdict without the cost of a retry that only fetches the rest of a body. The call
   * would have caused that load without the failure too.
   */
  private Verdict priced(Verdict verdict) {
    DownloadRun download = call.download();
    return download != null && download.advanced() && verdict instanceof Verdict.Retryable again
        ? again.price(Price.FREE)
        : verdict;
  }

  /** Returns the time of the end of the attempt. Its phases were measured up to then. */
  public final long attemptEndNanos(CallState state) {
    return call.attemptEndNanos();
  }

  /** Whether another attempt follows, so that the response of this one is discarded. */
  static boolean goesOn(Decision decision) {
    return decision instanceof Decision.Retry || decision instanceof Decision.Follow;
  }

  /**
   * Returns how long to keep reading a response that is discarded. Never reads into the wait that
   * follows, and uses at most half of the remaining time after it, so that the next attempt has
   * some.
   */
  final long discardNanos(Decision decision) {
    return discardNanos(decision instanceof Decision.Retry retry ? retry.delayNanos() : 0);
  }

  /** Returns the same for a response of which it is not decided yet whether it is discarded. */
  final long discardNanos(long delay) {
    return Math.min(DISCARD_NANOS, Math.max(0, deadline().remainingNanos() - delay) / 2);
  }

  /**
   * Records that the head of a response has arrived.
   *
   * @param clock measures the attempt
   */
  final ReceivedResponse answered(
      int status, String reason, Headers headers, boolean endMarked, PhaseClock clock) {
    RetryAfter retryAfter = headers.contains("Retry-After")
        ? RetryAfter.of(headers, call.parts().time().now())
        : RetryAfter.NONE;
    ReceivedResponse received =
        new ReceivedResponse(call.current(), status, reason, headers, endMarked, retryAfter);
    if (clock.reused()) {
      received.onReused();
    }
    if (call.parts().cookies() != null) {
      received.note(call.parts().cookies().receive(received.url(), headers));
    }
    received.note(call.parts().authentications().answered(received.url(), status, headers));
    if (call.retry().followsRedirects()) {
      received.redirect(Redirects.of(call.current(), received, call.keyHeader()));
    }
    DownloadRun download = call.download();
    if (download != null) {
      download.misfit(status, headers).ifPresent(received::misfit);
    }
    informOrigin(received);
    return received;
  }

  /** Reports the response to the policies of the origin, for other calls. */
  private void informOrigin(ReceivedResponse received) {
    if (call.origin().paced()) {
      AnnouncedQuota.of(
              received.headers(), received.retryAfter(), call.parts().time().now())
          .ifPresent(call.origin()::observe);
    }
    call.classifier()
        .leaveAlone(received)
        .ifPresent(time -> call.origin()
            .told(
                time,
                HttpClassifier.limitsClient(received.status()),
                call.state().attempts() == 1,
                time.isZero()
                    ? String.valueOf(received.status())
                    : received.status() + " with Retry-After"));
  }

  /**
   * Whether to read the body before the decision, if that was not tried yet: not if the response
   * may be discarded, and not if the caller reads the body.
   */
  final boolean readsBodyFirst(ReceivedResponse received) {
    DownloadRun download = call.download();
    return !call.leavesBodyToCaller()
        && (download == null || !download.waitsForDecision(received.status()))
        && received.redirect().isEmpty()
        && received.body() == null
        && received.bodyFailure() == null
        && !call.classifier().mayRetryStatus(call.current().method(), received);
  }

  /**
   * Returns the outcome of an attempt whose response has arrived. A response that arrives after the
   * deadline is not a result, even if the transport has returned it. Does not read the clock.
   *
   * @param clock of the attempt, which has ended
   */
  final Outcome<ReceivedResponse> inTime(ReceivedResponse received, PhaseClock clock) {
    Deadline deadline = deadline();
    boolean late = !deadline.isNone()
        && clock.endNanos() - call.state().startNanos() >= deadline.lengthNanos();
    return late
        ? Outcome.failed(TransportException.of(
            FailureKind.DEADLINE_EXCEEDED,
            Sent.ANSWERED,
            "the deadline of " + Nanos.format(deadline.lengthNanos())
                + " had passed when the answer was there",
            null))
        : Outcome.of(received);
  }

  /**
   * Returns the outcome of an attempt that failed before the head of its response arrived. It is a
   * failure unless the server redirected the whole request while it was being sent: then the
   * redirect counts, and the lost rest of the body does not matter.
   *
   * @param clock of the attempt, which has ended
   */
  final Outcome<ReceivedResponse> failed(TransportException failure, PhaseClock clock) {
    TransportException known = ownLimit(failure, clock);
    TransportException.Head head = known.head().orElse(null);
    if (head == null || endsTheCall(known)) {
      return Outcome.failed(known);
    }
    ReceivedResponse received =
        answered(head.status(), head.reason(), head.headers(), false, clock);
    boolean redirectsTheWhole =
        received.redirect().orElse(null) instanceof Redirects.Target.Next next
            && next.request().body() == call.current().body();
    if (!redirectsTheWhole) {
      return Outcome.failed(known);
    }
    received.bodyLost(known);
    return Outcome.of(received);
  }

  /**
   * Returns the outcome of an attempt whose body did not arrive whole.
   *
   * @param clock of the attempt, which has ended
   */
  final Outcome<ReceivedResponse> bodyFailed(
      ReceivedResponse received, TransportException failure, PhaseClock clock) {
    return LostBody.outcome(received, ownLimit(continuable(received, failure), clock));
  }

  /** Returns the failure, made permanent if no other attempt can succeed. */
  private TransportException continuable(ReceivedResponse received, TransportException failure) {
    DownloadRun download = call.download();
    return download == null || savedBy(received) != download || download.canGoOn()
        ? failure
        : failure
            .asPermanent()
            .withMessage(failure.getMessage() + "; a part of the body was written out, and the"
                + " server names no strong validator to continue with");
  }

  /**
   * Returns the download that saves the body of that response; null if the body goes into memory.
   */
  final @Nullable DownloadRun savedBy(ReceivedResponse received) {
    DownloadRun download = call.download();
    return download == null ? null : download.savedBy(received.status());
  }

  /** Returns the same after the decision: a response that the call does not return is not saved. */
  final @Nullable DownloadRun savedBy(ReceivedResponse received, Decision decision) {
    return call.download() != null && call.end().handsBack(received, decision)
        ? savedBy(received)
        : null;
  }

  /**
   * Marks a failure of the attempt timeout as a limit of this side if the attempt spent most of its
   * time waiting for a pooled connection. The limit then says nothing about the server.
   */
  private TransportException ownLimit(TransportException failure, PhaseClock clock) {
    boolean whole = switch (failure.kind()) {
      case DEADLINE_EXCEEDED -> true;
      case CONNECT_TIMEOUT, WRITE_TIMEOUT, READ_TIMEOUT ->
        clock.lengthNanos() >= call.limits().attemptNanos();
      default -> false;
    };
    return whole && clock.mostlyInThePool() ? failure.asOwnLimit() : failure;
  }

  /** Whether that failure ends the call, whatever the server answered. */
  private static boolean endsTheCall(TransportException failure) {
    return failure.kind() == FailureKind.CANCELLED
        || failure.kind() == FailureKind.DEADLINE_EXCEEDED;
  }
}
