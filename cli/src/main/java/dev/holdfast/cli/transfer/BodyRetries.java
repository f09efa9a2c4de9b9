/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.engine.Verdict;
import dev.holdfast.http.Category;
import dev.holdfast.http.Retry;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Whether a body that broke off is fetched again: decided by the engine that decides for the
 * library, with the retries that its calls have left over.
 */
public final class BodyRetries {

  private final IntFunction<Retry> rules;
  private final String method;
  private final boolean repeatable;
  private final Deadline deadline;
  private final CallState state = CallState.start(TimeSource.system());
  private final RandomGenerator random = RandomGenerator.getDefault();

  /**
   * @param rules what is left of the retries when so many are used
   * @param method of the request
   * @param keyed whether the request has an idempotency key
   */
  public BodyRetries(IntFunction<Retry> rules, String method, boolean keyed, Deadline deadline) {
    this.rules = rules;
    this.method = method;
    this.repeatable = keyed || rules.apply(0).retriesMethod(method);
    this.deadline = deadline;
  }

  /** The rules for the next call. */
  Retry left(int used) {
    return rules.apply(used);
  }

  /**
   * What follows a body that broke off.
   *
   * @param can whether what was written allows another call
   * @param used retries of the run so far
   */
  Decision decide(TransportException failure, boolean can, int used) {
    int byCalls = used - state.retries();
    return new RetryEngine(left(byCalls).policy(), random)
        .decide(state, verdict(failure, can), Outcome.failed(failure), deadline);
  }

  private Verdict verdict(TransportException failure, boolean can) {
    Category category = Category.of(failure.kind());
    boolean last = category == Category.DEADLINE_EXCEEDED
        || category == Category.CANCELLED
        || category == Category.DECODING_ERROR
        || failure.permanent();
    if (last) {
      return new Verdict.Reject(
          category.code() + " is not retried: another attempt would end the same way");
    }
    if (!repeatable) {
      return new Verdict.Reject(category.code() + ": " + method
          + " may have been processed and is not among the methods that are retried");
    }
    if (!can) {
      return new Verdict.Reject(category.code()
          + ": a part of the body was written out, and the server names no strong validator"
          + " to continue with");
    }
    return Verdict.retryForFree(Counter.READ, category.code());
  }
}
