/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.opentelemetry;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The spans of one call: one for each attempt, and one for each hedge. */
final class CallSpans implements CallScope {

  private static final AttributeKey<Double> DELAY = AttributeKey.doubleKey("holdfast.delay");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("holdfast.reason");
  private static final AttributeKey<Boolean> HEDGE = AttributeKey.booleanKey("holdfast.hedge");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("holdfast.outcome");

  private final Tracer tracer;
  private final DoubleHistogram duration;
  private final CallInfo call;
  private final Context parent;
  /** The attempt that runs; null between attempts. */
  private volatile @Nullable AttemptStart current;

  private volatile @Nullable Span span;
  /**
   * The span of the hedge of the running attempt. Its hook may run beside the end of the attempt.
   */
  private final AtomicReference<@Nullable Span> hedge = new AtomicReference<>();

  private final AtomicInteger requests = new AtomicInteger();
  /** The reason why the next attempt has waited. */
  private @Nullable String held;

  CallSpans(Tracer tracer, DoubleHistogram duration, CallInfo call, Context parent) {
    this.tracer = tracer;
    this.duration = duration;
    this.call = call;
    this.parent = parent;
  }

  @Override
  public void held(String why) {
    held = why;
  }

  @Override
  public void attemptStarted(AttemptStart attempt) {
    Span started = begun(attempt).startSpan();
    if (held != null) {
      started.addEvent("holdfast.wait", Attributes.of(REASON, held));
      held = null;
    }
    span = started;
    current = attempt;
  }

  private SpanBuilder begun(AttemptStart attempt) {
    Optional<String> template = template(attempt);
    return tracer
        .spanBuilder(Conventions.name(attempt, template))
        .setParent(parent)
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(Conventions.started(attempt, template, requests.getAndIncrement()));
  }

  /** The context that goes with a request which is about to be sent: a hedge has its own. */
  Optional<Context> outgoing(boolean hedged) {
    AttemptStart attempt = current;
    if (attempt == null || !hedged) {
      return Optional.ofNullable(span).map(parent::with);
    }
    Span second = begun(attempt).setAttribute(HEDGE, true).startSpan();
    hedge.set(second);
    if (!attempt.equals(current)) {
      endHedge(HedgeOutcome.CANCELLED); // the attempt has ended meanwhile
    }
    return Optional.of(parent.with(second));
  }

  private void endHedge(HedgeOutcome outcome) {
    Span second = hedge.getAndSet(null);
    if (second != null) {
      if (outcome == HedgeOutcome.FAILED) {
        second.setStatus(StatusCode.ERROR);
      }
      second.setAttribute(OUTCOME, word(outcome)).end();
    }
  }

  /** The template of the caller's request; none for the target of a redirect. */
  private Optional<String> template(AttemptStart attempt) {
    return attempt.url().target().equals(call.url().target())
        ? call.urlTemplate()
        : Optional.empty();
  }

  @Override
  public void hedged(HedgeOutcome outcome) {
    Span running = span;
    if (running != null) {
      running.addEvent("holdfast.hedge", Attributes.of(OUTCOME, word(outcome)));
    }
    if (outcome == HedgeOutcome.WON) {
      won();
    } else {
      endHedge(outcome);
    }
  }

  /** Makes the hedge's span the one of the attempt: the first request was cancelled. */
  private void won() {
    Span first = span;
    Span second = hedge.getAndSet(null);
    if (second != null) {
      span = second.setAttribute(OUTCOME, word(HedgeOutcome.WON));
      if (first != null) {
        first.setAttribute(OUTCOME, word(HedgeOutcome.CANCELLED)).end();
      }
    }
  }

  private static String word(HedgeOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void attemptEnded(AttemptEnd attempt) {
    current = null;
    endHedge(HedgeOutcome.CANCELLED);
    Attributes result = Conventions.ended(attempt);
    Span running = span;
    if (running != null) {
      span = null;
      end(running.setAllAttributes(result), attempt);
    }
    duration.record(seconds(attempt.elapsed()), Conventions.measured(attempt, result));
  }

  private static void end(Span running, AttemptEnd attempt) {
    attempt
        .connection()
        .remote()
        .ifPresent(remote -> running.setAllAttributes(Conventions.peer(remote)));
    if (Conventions.error(attempt).isPresent()) {
      // A status is descriptive by itself.
      running.setStatus(
          StatusCode.ERROR, attempt.error().isPresent() ? attempt.result().message() : "");
    }
    switch (attempt.decision()) {
      case RETRY ->
        running.addEvent(
            "holdfast.wait",
            Attributes.of(DELAY, seconds(attempt.delay()), REASON, attempt.reason()));
      case STOP -> running.addEvent("holdfast.stop", Attributes.of(REASON, attempt.reason()));
      case SUCCESS, FOLLOW -> {}
    }
    running.end();
  }

  /** A call that ends while an attempt runs, as when it is cancelled, ends its span too. */
  @Override
  public void ended(CallOutcome outcome) {
    current = null;
    endHedge(HedgeOutcome.CANCELLED);
    Span running = span;
    if (running != null) {
      span = null;
      outcome.error().ifPresent(error -> running.setAttribute(Conventions.ERROR, error));
      running.setStatus(StatusCode.ERROR).end();
    }
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
