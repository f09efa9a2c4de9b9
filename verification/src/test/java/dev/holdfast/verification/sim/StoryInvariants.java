/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.transport.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Invariants of every story, checked directly on the trace and without the reference model. */
final class StoryInvariants {

  private static final long NONE = Long.MAX_VALUE;

  private final Story story;
  private final Trace trace;
  private final List<String> broken = new ArrayList<>();

  private StoryInvariants(Story story, Trace trace) {
    this.story = story;
    this.trace = trace;
  }

  /** The invariants that the trace breaks. */
  static List<String> broken(Story story, Trace trace) {
    StoryInvariants check = new StoryInvariants(story, trace);
    check.all();
    return check.broken;
  }

  private void all() {
    require("no crash", !(trace.ending() instanceof Trace.Ending.Crashed));
    require(
        "I8 observed once each",
        Results.unnoted(trace.observed()).equals(Results.unnoted(trace.ending().attempts())));
    if (!broken.isEmpty()) {
      return;
    }
    require(
        "I1 the call ends by its deadline",
        trace.endNanos() - trace.startNanos() <= story.plan().clocks().deadline());
    require("I2 attempts are bounded", trace.sightings().size() <= mostAttempts());
    require("I3 waits fit into the deadline", waited() <= story.plan().clocks().deadline());
    require("I4 an unsafe request is received once", received() <= 1 || mayRepeat());
    require("I5 one key on all attempts", keys().size() <= 1);
    require("I6 no retry before Retry-After", eagerRetries() == 0);
    require("I10 every response is closed", trace.opened() == trace.closed());
    require("I11 no timer is left", trace.timers() == 0);
    require("I19 sent = NO is a fact", !wronglyUnsent());
    require("I20 no secret is told", !trace.words().contains(Setup.SECRET));
  }

  private long mostAttempts() {
    Plan.Rules rules = story.plan().rules();
    return rules.total().isEmpty()
        ? NONE
        : 1L + rules.total().getAsInt() + rules.redirect().orElse(20);
  }

  private long waited() {
    long waited = 0;
    for (int i = 1; i < trace.sightings().size(); i++) {
      waited += gap(i);
    }
    return waited;
  }

  private long gap(int before) {
    return trace.sightings().get(before).startNanos()
        - trace.sightings().get(before - 1).endNanos();
  }

  /** The number of times that the peer may have received the caller's complete request. */
  private int received() {
    int count = 0;
    for (int i = 0; i < trace.sightings().size(); i++) {
      Trace.Request request = trace.sightings().get(i).request();
      boolean first = request.url().equals(story.plan().call().url());
      boolean redirected = trace.observed().get(i).status().orElse(0) / 100 == 3;
      count += first && request.body().isPresent() && !redirected ? 1 : 0;
    }
    return count;
  }

  private boolean mayRepeat() {
    Plan.Rules rules = story.plan().rules();
    String method = story.plan().call().method();
    return rules.anyMethod()
        || rules.methods().contains(method)
        || rules.methods().contains("GET")
        || story.plan().call().key() != Plan.Key.NONE;
  }

  private Set<String> keys() {
    return trace.sightings().stream()
        .map(sighting -> sighting.request().key().orElse("none"))
        .collect(Collectors.toSet());
  }

  private int eagerRetries() {
    int eager = 0;
    for (int i = 1; i < trace.sightings().size(); i++) {
      boolean retried = trace.observed().get(i - 1).decision() == Attempt.Decision.RETRY;
      boolean answered = trace.observed().get(i - 1).status().isPresent();
      eager += retried && answered && gap(i) < leastWait(story.step(i - 1)) ? 1 : 0;
    }
    return eager;
  }

  private long leastWait(Step step) {
    Plan.Waits waits = story.plan().waits();
    if (!waits.respectRetryAfter() || waits.clampRetryAfter()) {
      return 0;
    }
    OptionalLong longest = ScriptedResponse.answer(step).retryAfter().stream()
        .filter(Step.Wish.Seconds.class::isInstance)
        .mapToLong(wish -> ((Step.Wish.Seconds) wish).nanos())
        .max();
    return longest.orElse(0);
  }

  private boolean wronglyUnsent() {
    if (!(trace.ending() instanceof Trace.Ending.Failed failed) || failed.sent() != Sent.NO) {
      return false;
    }
    int attempts = failed.attempts().size();
    return attempts > 0
        && attempts == trace.sightings().size()
        && trace.sightings().get(attempts - 1).request().body().isPresent();
  }

  private void require(String invariant, boolean holds) {
    if (!holds) {
      broken.add(invariant);
    }
  }
}
