/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Locale;

/**
 * The observation of one attempt. It starts when its headers can be set, since tracing handlers set
 * them at the start; an attempt that is refused before that starts when it ends.
 */
final class ObservedAttempt {

  private final SenderContext<OutgoingAttempt> context;
  private final Observation observation;
  private boolean started;

  ObservedAttempt(ObservationRegistry registry, Observation call, AttemptStart attempt) {
    // Also for the target of a redirect: the identifiers are no secrets.
    context = new SenderContext<>(
        (carrier, name, value) -> {
          if (carrier != null) {
            carrier.headerFor(carrier.url().origin(), name, value);
          }
        },
        Kind.CLIENT);
    context.setRemoteServiceAddress(attempt.url().authority());
    observation = Observation.createNotStarted("holdfast.http.attempt", () -> context, registry)
        .contextualName(attempt.method())
        .highCardinalityKeyValue("http.url", attempt.url().masked())
        .highCardinalityKeyValue("http.request.resend_count", String.valueOf(attempt.number() - 1))
        .parentObservation(call);
  }

  Observation observation() {
    return observation;
  }

  /** Called when the attempt is about to be sent, and when a hedge of it is. */
  void start(OutgoingAttempt carrier) {
    if (!started) {
      started = true;
      context.setCarrier(carrier);
      observation.start();
    }
  }

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
}
