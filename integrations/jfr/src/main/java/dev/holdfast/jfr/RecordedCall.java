/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jfr;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The events of one call. */
final class RecordedCall implements CallScope {

  private final CallInfo call;
  private final CallEvent event = new CallEvent();
  private @Nullable AttemptEvent attempt;
  private @Nullable WaitEvent wait;

  RecordedCall(CallInfo call) {
    this.call = call;
    event.begin();
  }

  @Override
  public void attemptStarted(AttemptStart started) {
    if (wait != null) {
      wait.commit();
      wait = null;
    }
    AttemptEvent next = new AttemptEvent();
    next.begin();
    attempt = next;
  }

  @Override
  public void attemptEnded(AttemptEnd ended) {
    AttemptEvent running = attempt;
    if (running != null && running.shouldCommit()) {
      running.call = call.id();
      running.number = ended.number();
      running.method = ended.attempt().method();
      running.url = ended.attempt().url().masked();
      running.status = ended.status().orElse(0);
      running.error = ended.error().orElse("");
      running.remote = ended.connection().remote().orElse("");
      running.reused = ended.connection().reused();
      running.decision = ended.decision().name().toLowerCase(Locale.ROOT);
      running.reason = ended.reason();
      running.commit();
    }
    if (ended.decision() == AttemptEnd.Decision.RETRY) {
      WaitEvent next = new WaitEvent();
      next.call = call.id();
      next.reason = ended.reason();
      next.begin();
      wait = next;
    }
  }

  @Override
  public void ended(CallOutcome outcome) {
    if (!event.shouldCommit()) {
      return;
    }
    event.call = call.id();
    event.method = call.method();
    event.url = call.url().masked();
    event.template = call.urlTemplate().orElse("");
    event.status = outcome.status().orElse(0);
    event.error = outcome.error().orElse("");
    event.attempts = outcome.attempts();
    event.commit();
  }
}
