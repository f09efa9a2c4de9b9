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
import dev.holdfast.http.message.Url;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The spans of one call: one for each attempt. */
final class CallSpans implements CallScope {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");
  private static final AttributeKey<Long> RESENT =
      AttributeKey.longKey("http.request.resend_count");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("network.peer.address");
  private static final AttributeKey<Double> DELAY = AttributeKey.doubleKey("holdfast.delay");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("holdfast.reason");

  private final Tracer tracer;
  private final DoubleHistogram duration;
  private final CallInfo call;
  private final Context parent;
  private @Nullable Span span;

  CallSpans(Tracer tracer, DoubleHistogram duration, CallInfo call, Context parent) {
    this.tracer = tracer;
    this.duration = duration;
    this.call = call;
    this.parent = parent;
  }

  @Override
  public void attemptStarted(AttemptStart attempt) {
    Optional<String> template = call.urlTemplate();
    SpanBuilder builder = tracer
        .spanBuilder(template.map(path -> attempt.method() + " " + path).orElse(attempt.method()))
        .setParent(parent)
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(common(attempt))
        .setAttribute(FULL, attempt.url().masked());
    template.ifPresent(path -> builder.setAttribute(TEMPLATE, path));
    if (attempt.number() > 1) {
      builder.setAttribute(RESENT, attempt.number() - 1L);
    }
    Span started = builder.startSpan();
    span = started;
    call.put(HoldfastTelemetry.CONTEXT, parent.with(started));
  }

  private static Attributes common(AttemptStart attempt) {
    Url url = attempt.url();
    return Attributes.of(
        METHOD, attempt.method(),
        SERVER, url.host(),
        PORT, (long) url.port(),
        SCHEME, url.scheme());
  }

  @Override
  public void attemptEnded(AttemptEnd attempt) {
    AttributesBuilder result = Attributes.builder();
    attempt.status().ifPresent(status -> result.put(STATUS, status));
    error(attempt).ifPresent(error -> result.put(ERROR, error));
    duration.record(
        seconds(attempt.elapsed()),
        common(attempt.attempt()).toBuilder().putAll(result.build()).build());
    Span running = span;
    if (running != null) {
      end(running.setAllAttributes(result.build()), attempt);
      span = null;
    }
  }

  private static void end(Span running, AttemptEnd attempt) {
    attempt.connection().remote().ifPresent(peer -> running.setAttribute(PEER, address(peer)));
    if (error(attempt).isPresent()) {
      // A status says what it means by itself.
      running.setStatus(
          StatusCode.ERROR, attempt.error().isPresent() ? attempt.result().message() : "");
    }
    if (attempt.decision() == AttemptEnd.Decision.RETRY) {
      running.addEvent(
          "holdfast.wait",
          Attributes.of(DELAY, seconds(attempt.delay()), REASON, attempt.reason()));
    }
    running.end();
  }

  /** A call that ends while an attempt runs, as when it is cancelled, ends its span too. */
  @Override
  public void ended(CallOutcome outcome) {
    Span running = span;
    if (running != null) {
      outcome.error().ifPresent(error -> running.setAttribute(ERROR, error));
      running.setStatus(StatusCode.ERROR).end();
      span = null;
    }
  }

  /** The category of a failure, or the status from 400 on. */
  private static Optional<String> error(AttemptEnd attempt) {
    return attempt
        .error()
        .or(() -> attempt.status().stream()
            .filter(status -> status >= 400)
            .mapToObj(String::valueOf)
            .findFirst());
  }

  /** Without the port. */
  private static String address(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
