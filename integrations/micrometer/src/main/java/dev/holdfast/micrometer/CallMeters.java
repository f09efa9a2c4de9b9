/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;

/** Measures one call. */
final class CallMeters implements CallScope {

  private final MeterRegistry registry;
  private final CallTags tags;
  private final CallInfo call;
  private final boolean httpClientRequests;
  private final Tags client;

  CallMeters(MeterRegistry registry, CallTags tags, CallInfo call, boolean httpClientRequests) {
    this.registry = registry;
    this.tags = tags;
    this.call = call;
    this.httpClientRequests = httpClientRequests;
    this.client = Tags.of("client.name", tags.client(call));
  }

  @Override
  public void hedged(HedgeOutcome outcome) {
    Meters.counter(
            registry,
            "holdfast.hedge",
            client.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  @Override
  public void attemptEnded(AttemptEnd attempt) {
    Meters.timer(
            registry,
            "holdfast.attempt",
            client.and(
                "status", CallTags.status(attempt.status()),
                "category", attempt.error().orElse(CallTags.NONE),
                "decision", attempt.decision().name().toLowerCase(Locale.ROOT)))
        .record(attempt.elapsed());
    if (attempt.decision() == AttemptEnd.Decision.RETRY && !attempt.delay().equals(Duration.ZERO)) {
      Meters.timer(registry, "holdfast.retry.wait", client).record(attempt.delay());
    }
  }

  @Override
  public void ended(CallOutcome outcome) {
    Tags common = client.and(
        "method", tags.method(call),
        "uri", tags.uri(call),
        "outcome", CallTags.outcome(outcome.status(), outcome.error().isPresent()));
    Meters.timer(
            registry,
            "holdfast.call",
            common.and("attempts", CallTags.attempts(outcome.attempts())))
        .record(outcome.elapsed());
    if (httpClientRequests) {
      String exception = outcome
          .failure()
          .map(failure -> failure.getClass().getSimpleName())
          .orElse(CallTags.NONE);
      Meters.timer(
              registry,
              "http.client.requests",
              common.and("status", code(outcome), "exception", exception))
          .record(outcome.elapsed());
    }
  }

  /** The status code in Spring's form. */
  private static String code(CallOutcome outcome) {
    return outcome.error().isPresent() ? "CLIENT_ERROR" : CallTags.status(outcome.status());
  }
}
