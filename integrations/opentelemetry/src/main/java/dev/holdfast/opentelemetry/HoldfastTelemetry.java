/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.opentelemetry;

import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.log.SparseLog;
import dev.holdfast.time.TimeSource;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;

/**
 * Spans and metrics of a session's attempts, by the HTTP conventions of OpenTelemetry (stable since
 * 1.23). Each attempt has one CLIENT span, with {@code http.request.resend_count}, and its own
 * {@code traceparent} header. The spans of a call are siblings below the span that is current where
 * the call is made. A wait before a retry is the event {@code holdfast.wait} of the attempt before
 * it; a wait for a limit is that event of the attempt after it; the event {@code holdfast.stop} has
 * the reason why a call gives up, and {@code holdfast.hedge} the result of a hedge. A hedge has a
 * CLIENT span and a {@code traceparent} of its own; if it wins, its span has the result of the
 * attempt. The metric is {@code http.client.request.duration}. Needs the API of OpenTelemetry only.
 * Thread-safe.
 *
 * <pre>{@code
 * Session session = HoldfastTelemetry.of(openTelemetry).install(Session.builder()).build();
 * }</pre>
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">HTTP spans</a>
 */
public final class HoldfastTelemetry {

  private static final AttributeKey<CallSpans> SPANS =
      AttributeKey.of("dev.holdfast.opentelemetry.spans", CallSpans.class);

  /** The buckets that the conventions advise. */
  private static final List<Double> BOUNDARIES =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private final SparseLog failures = new SparseLog(
      System.getLogger("dev.holdfast.opentelemetry"),
      Level.WARNING,
      TimeSource.system(),
      "failures");

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final DoubleHistogram duration;

  private HoldfastTelemetry(OpenTelemetry telemetry) {
    tracer = telemetry.getTracer("dev.holdfast.http");
    propagator = telemetry.getPropagators().getTextMapPropagator();
    duration = telemetry
        .getMeter("dev.holdfast.http")
        .histogramBuilder("http.client.request.duration")
        .setUnit("s")
        .setDescription("Duration of HTTP client requests.")
        .setExplicitBucketBoundariesAdvice(BOUNDARIES)
        .build();
  }

  /** Creates a telemetry that reports to that OpenTelemetry. */
  public static HoldfastTelemetry of(OpenTelemetry telemetry) {
    return new HoldfastTelemetry(Objects.requireNonNull(telemetry, "telemetry"));
  }

  /** Adds the listener and the hooks to that builder, and returns it. */
  public SessionBuilder install(SessionBuilder builder) {
    return builder.listener(this::begin).hooks(hooks -> hooks.beforeAttempt(this::propagate));
  }

  private CallScope begin(CallInfo call) {
    CallSpans spans = new CallSpans(tracer, duration, call, Context.current());
    call.put(SPANS, spans);
    return spans;
  }

  /** Propagates the context. Catches exceptions, since a hook that throws would end the call. */
  private void propagate(OutgoingAttempt attempt) {
    try {
      attempt
          .call()
          .get(SPANS)
          .flatMap(spans -> spans.outgoing(attempt.hedge()))
          .ifPresent(context -> inject(context, attempt));
    } catch (RuntimeException | Error failure) {
      failures.write("a propagator failed; the call goes on", failure);
    }
  }

  /**
   * Injects the context's headers, also for the target of a redirect: the identifiers are no
   * secrets.
   */
  private void inject(Context context, OutgoingAttempt attempt) {
    propagator.inject(
        context,
        attempt,
        (carrier, name, value) -> attempt.headerFor(attempt.url().origin(), name, value));
  }
}
