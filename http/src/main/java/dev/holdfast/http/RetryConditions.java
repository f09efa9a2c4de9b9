/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Verdict;
import dev.holdfast.http.caller.Condition;
import dev.holdfast.http.concurrent.TimedCode;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The caller's own conditions for a retry. They add to the rules of {@link HttpClassifier}, which
 * still prevent that a request is repeated unsafely.
 */
record RetryConditions(
    List<Condition<Response>> responses, List<Condition<RequestException>> failures) {

  static final RetryConditions NONE = new RetryConditions(List.of(), List.of());

  boolean isEmpty() {
    return responses.isEmpty() && failures.isEmpty();
  }

  RetryConditions plusResponse(Condition<Response> more) {
    List<Condition<Response>> all = new ArrayList<>(responses);
    all.add(more);
    return new RetryConditions(List.copyOf(all), failures);
  }

  RetryConditions plusFailure(Condition<RequestException> more) {
    List<Condition<RequestException>> all = new ArrayList<>(failures);
    all.add(more);
    return new RetryConditions(responses, List.copyOf(all));
  }

  /** Returns the conditions in words, each after a comma. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    responses.forEach(check -> text.append(", if '").append(check.what()).append('\''));
    failures.forEach(check -> text.append(", if '").append(check.what()).append('\''));
    return text.toString();
  }

  /**
   * Returns the verdict, changed by the first condition that holds. If the deadline passes in a
   * condition, which is interrupted then, the engine ends the call.
   */
  Verdict refine(HttpCall call, Verdict verdict, Outcome<ReceivedResponse> outcome) {
    boolean open = verdict instanceof Verdict.Accept || verdict instanceof Verdict.Reject;
    if (!open || !concerns(outcome)) {
      return verdict;
    }
    return TimedCode.inTime(
            () -> refined(call, verdict, outcome),
            call.parts().time(),
            call.deadline().remainingNanos())
        .orElseGet(() -> late(call, verdict));
  }

  /** Whether there are conditions for such an outcome. */
  private boolean concerns(Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    if (failure == null) {
      ReceivedResponse received = Outcomes.answer(outcome);
      return !responses.isEmpty()
          && received.body() != null
          && received.redirect().isEmpty();
    }
    return switch (failure.kind()) {
      case DEADLINE_EXCEEDED, CANCELLED, INVALID_REQUEST -> false;
      default -> !failures.isEmpty();
    };
  }

  /** Returns the verdict after a condition was interrupted: by the deadline or by closing. */
  private static Verdict late(HttpCall call, Verdict verdict) {
    return call.deadline().expired()
        ? new Verdict.Again(verdict.reason() + "; a condition for a retry took too long")
        : verdict;
  }

  private Verdict refined(HttpCall call, Verdict verdict, Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    return failure == null
        ? response(call, verdict, Outcomes.answer(outcome))
        : failure(call, verdict, failure);
  }

  private Verdict response(HttpCall call, Verdict verdict, ReceivedResponse received) {
    Response response = call.end().response(received);
    for (Condition<Response> check : responses) {
      if (check.holds(response)) {
        String why = "status " + received.statusLine() + ": " + check.what();
        return call.classifier().repeatable(call.current().method())
            ? Verdict.retry(Counter.STATUS, why)
                .after(
                    call.retry().respectsRetryAfter()
                        ? received.retryAfter().delay()
                        : Optional.empty())
            : new Verdict.Reject(
                why + ", but " + HttpClassifier.unsafe(call.current().method()));
      }
    }
    return verdict;
  }

  private Verdict failure(HttpCall call, Verdict verdict, TransportException failure) {
    boolean sent = failure.sent() != Sent.NO;
    RequestException thrown = call.end().ifItFailed(failure);
    for (Condition<RequestException> check : failures) {
      if (check.holds(thrown)) {
        String why = failure.kind().code() + ": " + check.what();
        return !sent || call.classifier().repeatable(call.current().method())
            ? Verdict.retry(sent ? Counter.READ : Counter.CONNECT, why)
            : new Verdict.Reject(
                why + ", but " + HttpClassifier.unsafe(call.current().method()));
      }
    }
    return verdict;
  }
}
