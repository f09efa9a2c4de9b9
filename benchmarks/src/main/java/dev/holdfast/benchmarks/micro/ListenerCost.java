/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.micro;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.jfr.HoldfastRecorder;
import dev.holdfast.micrometer.HoldfastMetrics;
import dev.holdfast.micrometer.HoldfastObservations;
import dev.holdfast.opentelemetry.HoldfastTelemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost that listeners add to a call of a session that succeeds at once: the difference
 * to {@link Heard#NOTHING}. Use the median ({@code p0.50}): other programs on the machine do not
 * change it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ListenerCost {

  /** The installed listeners. Those that are off are installed, but have no backend. */
  public enum Heard {
    /** No listener. */
    NOTHING {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return session;
      }
    },
    /** A listener that counts calls by their outcome. */
    LISTENER {
      @Override
      SessionBuilder install(SessionBuilder session) {
        AtomicLong ended = new AtomicLong();
        return session.listener(call -> new CallScope() {
          @Override
          public void ended(CallOutcome outcome) {
            ended.incrementAndGet();
          }
        });
      }
    },
    /** Meters of Micrometer. */
    MICROMETER {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return session.listener(HoldfastMetrics.of(new SimpleMeterRegistry()));
      }
    },
    /** Observations, with a registry that creates none. */
    OBSERVATIONS_OFF {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return HoldfastObservations.of(ObservationRegistry.NOOP).install(session);
      }
    },
    /** Observations, with a handler that does nothing. */
    OBSERVATIONS_ON {
      @Override
      SessionBuilder install(SessionBuilder session) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(context -> true);
        return HoldfastObservations.of(registry).install(session);
      }
    },
    /** OpenTelemetry's API without its SDK. */
    OPENTELEMETRY_OFF {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return HoldfastTelemetry.of(OpenTelemetry.noop()).install(session);
      }
    },
    /** Spans and meters of OpenTelemetry's SDK that nothing exports. */
    OPENTELEMETRY_ON {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return HoldfastTelemetry.of(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .setMeterProvider(SdkMeterProvider.builder().build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build())
            .install(session);
      }
    },
    /** Flight Recorder, without a recording. */
    RECORDER_OFF {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return session.listener(new HoldfastRecorder());
      }
    },
    /** Flight Recorder, every call and attempt recorded. */
    RECORDER_ON {
      @Override
      SessionBuilder install(SessionBuilder session) {
        return session.listener(new HoldfastRecorder());
      }
    };

    abstract SessionBuilder install(SessionBuilder session);
  }

  /** The installed listeners. */
  @Param
  Heard heard = Heard.NOTHING;

  private final Request request = Request.get("http://api.example.com/orders/7")
      .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}");
  private final Recording recording = new Recording();
  private Session session = Session.builder().transport(new Instant()).build();

  /** Opens the session with its listener. */
  @Setup
  public void open() {
    session = heard.install(Session.builder().transport(new Instant())).build();
    if (heard == Heard.RECORDER_ON) {
      recording.enable("dev.holdfast.Call").withoutThreshold();
      recording.enable("dev.holdfast.Attempt").withoutThreshold();
      recording.setMaxSize(64 << 20);
      recording.start();
    }
  }

  /** Closes the recording and the session. */
  @TearDown
  public void close() {
    recording.close();
    session.close();
  }

  /** Makes one call. */
  @Benchmark
  public Response call() {
    return session.request(request);
  }
}
