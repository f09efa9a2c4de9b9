/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Decision;
import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.resume.DownloadRun;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns the end of a call into its response or its exception. */
final class CallEnd {

  private final HttpCall call;

  CallEnd(HttpCall call) {
    this.call = call;
  }

  /** Returns a failure of this call. Adds the number of attempts and the time to the message. */
  Failure failure(Category category, String message) {
    return Failure.of(
        category,
        message + call.history().summary(),
        call.request(),
        call.history().attempts());
  }

  /**
   * Returns the response of a call that has ended and whose last body, if any, was read.
   *
   * @throws RequestException if there is no response to return
   */
  Response finish(Outcome<ReceivedResponse> outcome, Decision decision) {
    if (outcome instanceof Outcome.Failure<ReceivedResponse> failed) {
      throw failed(failed.error(), decision).toException();
    }
    return answered(Outcomes.answer(outcome), decision);
  }

  private Failure failed(Throwable cause, Decision decision) {
    Optional<StopReason> why =
        decision instanceof Decision.Stop stop ? Optional.of(stop.why()) : Optional.empty();
    boolean late = why.equals(Optional.of(StopReason.DEADLINE));
    String message = late || why.equals(Optional.of(StopReason.BUDGET))
        ? decision.reason() + " (" + cause.getMessage() + ")"
        : String.valueOf(cause.getMessage());
    Failure failure = failure(late ? Category.DEADLINE_EXCEEDED : Outcomes.category(cause), message)
        .withCause(CallHooks.cause(call.hooks(), cause))
        .withSent(Outcomes.sent(cause));
    if (cause instanceof TransportException attempt) {
      failure = withHead(failure, attempt);
    }
    return decision instanceof Decision.Stop stop
        ? failure.withRetryAfter(stop.serverDelay())
        : failure;
  }

  /** Adds the head of the response, if one had arrived. */
  private Failure withHead(Failure failure, TransportException cause) {
    return cause
        .head()
        .map(head -> failure.withResponse(response(lost(head, cause))))
        .orElse(failure);
  }

  /** Returns a response of which only the head arrived. */
  private ReceivedResponse lost(TransportException.Head head, TransportException cause) {
    ReceivedResponse received = new ReceivedResponse(
        call.history().lastRequest(),
        head.status(),
        head.reason(),
        head.headers(),
        false,
        RetryAfter.NONE);
    received.bodyLost(cause);
    return received;
  }

  /** Returns the exception of the call if it ended with that failure of an attempt. */
  RequestException ifItFailed(TransportException cause) {
    Failure failure = failure(Category.of(cause.kind()), String.valueOf(cause.getMessage()))
        .withCause(cause)
        .withSent(cause.sent());
    return withHead(failure, cause).toException();
  }

  /**
   * Ends a call whose last response loses its body while it is read after the decision.
   *
   * @throws RequestException unless the status decides without the body
   */
  Response finishWithout(ReceivedResponse received, Decision decision, TransportException cause) {
    received.bodyLost(cause);
    if (!LostBody.statusDecides(received, cause)) {
      throw bodyLost(received, decision, cause).toException();
    }
    call.history().amend(LostBody.note(cause));
    return finish(Outcome.of(received), decision);
  }

  /**
   * Returns the failure of a call that needs the request again although its body can be sent only
   * once.
   */
  Failure bodySpent(Outcome<ReceivedResponse> outcome, String reason) {
    Failure failure = failure(
        Category.UNREWINDABLE_BODY, reason + "; use a body that can be repeated (bytes, file)");
    TransportException cause = Outcomes.failure(outcome);
    return (cause == null ? failure : withHead(failure.withCause(cause), cause))
        .withSent(Outcomes.sent(outcome));
  }

  /**
   * Returns the result of a download.
   *
   * @throws StatusException if the response is an error, and no result
   * @throws ProtocolException if it has no body that could be saved
   */
  DownloadedResponse downloaded(Response response) {
    DownloadRun run = Objects.requireNonNull(call.download());
    if (run.isResult(response.status())) {
      return new DownloadedResponse(response, run);
    }
    response.raiseForStatus();
    String misfit = response.received.misfit();
    String message = misfit == null
        ? "status " + response.received.statusLine() + " has no body to download"
        : misfit;
    throw failure(Category.BAD_RESPONSE, message).withResponse(response).toException();
  }

  /** Returns the failure of a call whose last response lost its body. */
  Failure bodyLost(ReceivedResponse received, TransportException cause) {
    received.bodyLost(cause);
    return failure(
            Category.of(cause.kind()),
            "the body of the last response, " + received.status() + ", did not arrive: "
                + cause.getMessage())
        .withCause(cause)
        .withResponse(response(received));
  }

  /** Returns the same failure, or the one that the decision has made the result. */
  private Failure bodyLost(ReceivedResponse received, Decision decision, TransportException cause) {
    return handsBack(received, decision) || cause.kind() == FailureKind.CANCELLED
        ? bodyLost(received, cause)
        : notHandedBack(received, decision).withCause(cause).withResponse(response(received));
  }

  private Response answered(ReceivedResponse received, Decision decision) {
    if (received.body() == null && received.bodyFailure() == null) {
      received.body(new byte[0]);
    }
    Response response = response(received);
    if (handsBack(received, decision)) {
      place(received);
      return response;
    }
    throw notHandedBack(received, decision).withResponse(response).toException();
  }

  private void place(ReceivedResponse received) {
    DownloadRun run = call.download();
    if (run == null) {
      return;
    }
    try {
      run.place();
    } catch (TransportException ended) {
      throw bodyLost(received, ended).toException();
    }
  }

  /** Returns the response, whose body is in memory. */
  Response response(ReceivedResponse received) {
    return new Response(call.request(), received, call.history(), call.parts().codecs());
  }

  /** Whether the call returns its last response instead of throwing. */
  boolean handsBack(ReceivedResponse received, Decision decision) {
    if (refused(received).isPresent()) {
      return false;
    }
    if (!(decision instanceof Decision.Stop stop)) {
      return true;
    }
    return switch (stop.why()) {
      case NOT_RETRYABLE -> true;
      case EXHAUSTED, ELAPSED, BUDGET -> received.redirect().isEmpty() && !raisesOnStatus();
      case DEADLINE, CANCELLED, SERVER_DELAY_TOO_LONG, REFUSED -> false;
    };
  }

  private Failure notHandedBack(ReceivedResponse received, Decision decision) {
    Optional<String> refused = refused(received);
    if (refused.isPresent()) {
      return failure(Category.TOO_MANY_REDIRECTS, refused.get());
    }
    if (!(decision instanceof Decision.Stop stop)) {
      throw new AssertionError(decision);
    }
    return switch (stop.why()) {
      case EXHAUSTED, ELAPSED, BUDGET -> exhausted(received, stop);
      case DEADLINE -> failure(Category.DEADLINE_EXCEEDED, stop.reason());
      case CANCELLED -> failure(Category.CANCELLED, stop.reason());
      case SERVER_DELAY_TOO_LONG ->
        failure(Category.RETRY_AFTER_EXCEEDED, stop.reason()).withRetryAfter(stop.serverDelay());
      case NOT_RETRYABLE, REFUSED -> throw new AssertionError(stop);
    };
  }

  private Failure exhausted(ReceivedResponse received, Decision.Stop stop) {
    if (received.redirect().isEmpty()) {
      return failure(Category.TOO_MANY_ERROR_RESPONSES, stop.reason());
    }
    String next = Secrets.maskedQuote(received.headers().first("Location").orElse(""));
    return failure(Category.TOO_MANY_REDIRECTS, stop.reason() + "; the next would lead to " + next);
  }

  private boolean raisesOnStatus() {
    boolean retriesOff = call.retry().total().equals(OptionalInt.of(0));
    return call.retry().raisesOnStatus() && !retriesOff;
  }

  private static Optional<String> refused(ReceivedResponse received) {
    return received.redirect().orElse(null) instanceof Redirects.Target.Refused refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }
}
