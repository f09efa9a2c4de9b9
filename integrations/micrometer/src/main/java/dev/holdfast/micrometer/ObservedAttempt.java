/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.HedgeOutcome;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Locale;

/**
 * The observation of one request: that of an attempt, or of its hedge. It starts when its headers
 * can be set, since tracing handlers set them at the start; an attempt that is refused before that
 * starts when it ends.
 */
final class ObservedAttempt {

  private final SenderContext<OutgoingAttempt> context;
  private final Observation observation;
  private boolean started;

  /**
   * Creates an observation that is not started.
   *
   * @param common what the call and all its requests have
   * @param before how many requests of the call were sent before
   */
  ObservedAttempt(
      String name,
      ObservationRegistry registry,
      Observation call,
      KeyValues common,
      AttemptStart attempt,
      int before) {
    // Also for the target of a redirect: the identifiers are no secrets.
    context = new SenderContext<>(
        (carrier, field, value) -> {
          if (carrier != null) {
            carrier.headerFor(carrier.url().origin(), field, value);
          }
        },
        Kind.CLIENT);
    context.setRemoteServiceAddress(attempt.url().authority());
    observation = Observation.createNotStarted(name, () -> context, registry)
        .contextualName(attempt.method())
        .lowCardinalityKeyValues(common)
        .highCardinalityKeyValue("http.url", attempt.url().masked())
        .highCardinalityKeyValue("http.request.resend_count", String.valueOf(before))
        .parentObservation(call);
  }

  /** Starts the observation of a request that is about to be sent. */
  void start(OutgoingAttempt carrier) {
    if (!started) {
      started = true;
      context.setCarrier(carrier);
      observation.start();
    }
  }

  /** Ends the observation of an attempt. */
  void end(AttemptEnd end) {
    if (!started) {
      started = true;
      observation.start();
    }
    observation.lowCardinalityKeyValues(KeyValues.of(
        "status", CallTags.status(end.status()),
        "category", end.error().orElse(CallTags.NONE),
        "decision", end.decision().name().toLowerCase(Locale.ROOT)));
    if (end.decision() == AttemptEnd.Decision.RETRY) {
      observation.event(Observation.Event.of("holdfast.wait", end.delay() + ": " + end.reason()));
    }
    observation.stop();
  }

  /** Ends the observation of a hedge. */
  void end(HedgeOutcome outcome) {
    observation
        .lowCardinalityKeyValue("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .stop();
  }
}
