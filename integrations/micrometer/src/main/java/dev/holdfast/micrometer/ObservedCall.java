/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The observations of one call: its own, one for each attempt, and one for each hedge. */
final class ObservedCall implements CallScope {

  private final ObservationRegistry registry;
  private final KeyValues common;
  private final Observation observation;
  private final AtomicInteger requests = new AtomicInteger();
  /** The attempt that runs; null between attempts. */
  private volatile @Nullable AttemptStart current;

  private volatile @Nullable ObservedAttempt attempt;
  /** The hedge of the running attempt. Its hook may run beside the end of the attempt. */
  private final AtomicReference<@Nullable ObservedAttempt> hedge = new AtomicReference<>();

  ObservedCall(ObservationRegistry registry, CallTags tags, CallInfo call) {
    this.registry = registry;
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
    attempt = observed("holdfast.http.attempt", start);
    current = start;
  }

  private ObservedAttempt observed(String name, AttemptStart start) {
    return new ObservedAttempt(
        name, registry, observation, common, start, requests.getAndIncrement());
  }

  /** Starts the observation of a request that is about to be sent. */
  void outgoing(OutgoingAttempt carrier) {
    AttemptStart start = current;
    ObservedAttempt first = attempt;
    if (start == null || first == null) {
      return;
    }
    if (!carrier.hedge()) {
      first.start(carrier);
      return;
    }
    ObservedAttempt second = observed("holdfast.http.hedge", start);
    second.start(carrier);
    hedge.set(second);
    if (!start.equals(current)) {
      endHedge(HedgeOutcome.CANCELLED); // the attempt has ended meanwhile
    }
  }

  private void endHedge(HedgeOutcome outcome) {
    ObservedAttempt second = hedge.getAndSet(null);
    if (second != null) {
      second.end(outcome);
    }
  }

  @Override
  public void hedged(HedgeOutcome outcome) {
    observation.event(
        Observation.Event.of("holdfast.hedge." + outcome.name().toLowerCase(Locale.ROOT)));
    endHedge(outcome);
  }

  @Override
  public void attemptEnded(AttemptEnd end) {
    current = null;
    endHedge(HedgeOutcome.CANCELLED);
    ObservedAttempt running = attempt;
    if (running != null) {
      attempt = null;
      running.end(end);
    }
  }

  @Override
  public void ended(CallOutcome outcome) {
    current = null;
    endHedge(HedgeOutcome.CANCELLED);
    observation.lowCardinalityKeyValues(KeyValues.of(
        "outcome", CallTags.outcome(outcome.status(), outcome.error().isPresent()),
        "attempts", CallTags.attempts(outcome.attempts())));
    outcome.failure().ifPresent(observation::error);
    observation.stop();
  }
}
