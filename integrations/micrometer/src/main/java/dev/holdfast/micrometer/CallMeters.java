/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** Measures one call. */
final class CallMeters implements CallScope {

  /** Micrometer's word for a tag without a value. */
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final CallInfo call;
  private final boolean httpClientRequests;
  private final Tags client;

  CallMeters(MeterRegistry registry, CallInfo call, boolean httpClientRequests) {
    this.registry = registry;
    this.call = call;
    this.httpClientRequests = httpClientRequests;
    this.client =
        Tags.of("client.name", call.attributes().get(AttributeKey.CLIENT_NAME).orElse(NONE));
  }

  @Override
  public void attemptEnded(AttemptEnd attempt) {
    registry
        .timer(
            "holdfast.attempt",
            client.and(
                "status", status(attempt.status()),
                "category", attempt.error().orElse(NONE),
                "decision", attempt.decision().name().toLowerCase(Locale.ROOT)))
        .record(attempt.elapsed());
    if (attempt.decision() == AttemptEnd.Decision.RETRY && !attempt.delay().equals(Duration.ZERO)) {
      registry.timer("holdfast.retry.wait", client).record(attempt.delay());
    }
  }

  @Override
  public void ended(CallOutcome outcome) {
    Tags common = client.and(
        "method", call.method(),
        "uri", call.urlTemplate().orElse(NONE),
        "outcome", outcome(outcome.status(), outcome.error().isPresent()));
    registry
        .timer("holdfast.call", common.and("attempts", attempts(outcome.attempts())))
        .record(outcome.elapsed());
    if (httpClientRequests) {
      String exception =
          outcome.failure().map(failure -> failure.getClass().getSimpleName()).orElse(NONE);
      registry
          .timer(
              "http.client.requests", common.and("status", code(outcome), "exception", exception))
          .record(outcome.elapsed());
    }
  }

  private static String status(OptionalInt status) {
    return status.isPresent() ? String.valueOf(status.getAsInt()) : NONE;
  }

  /** As Spring has it. */
  private static String code(CallOutcome outcome) {
    return outcome.error().isPresent() ? "CLIENT_ERROR" : status(outcome.status());
  }

  private static String attempts(int attempts) {
    return attempts >= 4 ? "4+" : String.valueOf(attempts);
  }

  /** Micrometer's names of the classes of statuses. */
  private static String outcome(OptionalInt status, boolean failed) {
    if (failed || status.isEmpty()) {
      return "UNKNOWN";
    }
    return switch (status.getAsInt() / 100) {
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> "UNKNOWN";
    };
  }
}
