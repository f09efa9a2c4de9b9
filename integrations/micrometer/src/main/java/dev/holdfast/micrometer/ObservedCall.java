/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The observations of one call: its own, and one for each attempt. */
final class ObservedCall implements CallScope {

  private final ObservationRegistry registry;
  private final CallInfo call;
  private final KeyValues common;
  private final Observation observation;
  private @Nullable ObservedAttempt attempt;

  ObservedCall(ObservationRegistry registry, CallTags tags, CallInfo call) {
    this.registry = registry;
    this.call = call;
    this.common = KeyValues.of(
        "client.name", tags.client(call), "method", tags.method(call), "uri", tags.uri(call));
    this.observation = Observation.createNotStarted("holdfast.http.call", registry)
        .contextualName(
            "call " + call.method() + call.urlTemplate().map(" "::concat).orElse(""))
        .lowCardinalityKeyValues(common)
        .highCardinalityKeyValue("http.url", call.url().masked())
        .parentObservation(registry.getCurrentObservation())
        .start();
  }

  @Override
  public void held(String why) {
    observation.event(Observation.Event.of("holdfast.held", why));
  }

  @Override
  public void attemptStarted(AttemptStart start) {
    ObservedAttempt next = new ObservedAttempt(registry, observation, start);
    next.observation().lowCardinalityKeyValues(common);
    attempt = next;
    call.put(HoldfastObservations.RUNNING, next);
  }

  @Override
  public void hedged(HedgeOutcome outcome) {
    observation.event(
        Observation.Event.of("holdfast.hedge." + outcome.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public void attemptEnded(AttemptEnd end) {
    ObservedAttempt running = attempt;
    if (running != null) {
      attempt = null;
      running.end(end);
    }
  }

  @Override
  public void ended(CallOutcome outcome) {
    observation.lowCardinalityKeyValues(KeyValues.of(
        "outcome", CallTags.outcome(outcome.status(), outcome.error().isPresent()),
        "attempts", CallTags.attempts(outcome.attempts())));
    outcome.failure().ifPresent(observation::error);
    observation.stop();
  }
}
