/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.Attributes;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.HedgeOutcome;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.latency.Hedge;
import dev.holdfast.parity.CallCost;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldfastTelemetryTest {

  @RegisterExtension
  static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

  private final MockTransport mock = MockTransport.create();
  private Session session;

  /** Runs after the extension has been reset. */
  @BeforeEach
  void open() {
    session = HoldfastTelemetry.of(OTEL.getOpenTelemetry())
        .install(Session.builder().transport(mock).time(VirtualTime.create()).random(() -> 0))
        .build();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void everyAttemptIsASpanBelowTheCallers() {
    mock.respond(503, Headers.empty().plus("Retry-After", "3"), "").respond(200);
    Span caller = OTEL.getOpenTelemetry().getTracer("test").spanBuilder("order").startSpan();

    try (Scope scope = caller.makeCurrent()) {
      assertThat(scope).isNotNull();
      session.request(Request.get("http://api.example.com/orders/7?key=secret")
          .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}"));
    } finally {
      caller.end();
    }

    List<SpanData> spans = OTEL.getSpans();
    assertThat(spans).hasSize(3);
    SpanData first = spans.get(0);
    SpanData second = spans.get(1);
    assertThat(first.getName()).isEqualTo("GET /orders/{id}");
    assertThat(first.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(first.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
    assertThat(second.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
    assertThat(first.getAttributes().get(longKey("http.response.status_code"))).isEqualTo(503);
    assertThat(first.getAttributes().get(stringKey("error.type"))).isEqualTo("503");
    assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(first.getAttributes().get(longKey("http.request.resend_count"))).isNull();
    assertThat(first.getEvents())
        .singleElement()
        .satisfies(event -> assertThat(event.getName()).isEqualTo("holdfast.wait"));
    assertThat(first.getAttributes().get(stringKey("url.full"))).doesNotContain("secret");
    assertThat(first.getAttributes().get(stringKey("server.address"))).isEqualTo("api.example.com");
    assertThat(first.getAttributes().get(longKey("server.port"))).isEqualTo(80);
    assertThat(second.getAttributes().get(longKey("http.request.resend_count"))).isEqualTo(1);
    assertThat(second.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void everyAttemptCarriesItsOwnTraceparent() {
    mock.respond(503).respond(200);

    session.request(Request.get("http://api.example.com/"));

    List<SpanData> spans = OTEL.getSpans();
    assertThat(mock.requests()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      // The flags at the end differ between versions of OpenTelemetry.
      assertThat(mock.requests().get(i).headers().first("traceparent").orElseThrow())
          .startsWith("00-" + spans.get(i).getTraceId() + "-" + spans.get(i).getSpanId() + "-");
    }
  }

  private static CallInfo call() {
    return new CallInfo(new CallInfo.Facts(
        1,
        "GET",
        Url.parse("http://api.example.com/"),
        Attributes.none(),
        Instant.EPOCH,
        Optional.empty(),
        false));
  }

  @Test
  void aHedgeHasASpanAndATraceparentOfItsOwn() {
    Safeguards hedging =
        Safeguards.builder().hedge(Hedge.after(Duration.ofMillis(20))).build();
    Step onlyToTheHedge = Step.choose(request ->
        request.header("X-Hedge").orElse("").equals("true") ? Step.respond(200) : Step.stall());
    try (FaultServer server = FaultServer.start(Step.always(onlyToTheHedge));
        Session real = HoldfastTelemetry.of(OTEL.getOpenTelemetry())
            .install(Session.builder().safeguards(hedging))
            .hooks(hooks -> hooks.beforeAttempt(
                attempt -> attempt.header("X-Hedge", String.valueOf(attempt.hedge()))))
            .build()) {
      real.get(server.url("/"));

      List<SpanData> spans = OTEL.getSpans();
      assertThat(spans).hasSize(2);
      SpanData first = spans.get(0);
      SpanData hedge = spans.get(1);
      assertThat(server.requests()).isNotEmpty().allSatisfy(request -> {
        SpanData own = request.header("X-Hedge").orElse("").equals("true") ? hedge : first;
        assertThat(request.header("traceparent").orElseThrow()).contains(own.getSpanId());
      });
      assertThat(first.getAttributes().get(stringKey("holdfast.outcome"))).isEqualTo("cancelled");
      assertThat(first.getAttributes().get(longKey("http.response.status_code")))
          .isNull();
      assertThat(hedge.getAttributes().get(booleanKey("holdfast.hedge"))).isTrue();
      assertThat(hedge.getAttributes().get(stringKey("holdfast.outcome"))).isEqualTo("won");
      assertThat(hedge.getAttributes().get(longKey("http.response.status_code")))
          .isEqualTo(200);
      assertThat(hedge.getAttributes().get(longKey("http.request.resend_count")))
          .isEqualTo(1);
    }
  }

  @Test
  void aHedgeThatDoesNotWinEndsItsSpan() {
    CallSpans spans = new CallSpans(
        OTEL.getOpenTelemetry().getTracer("test"),
        OTEL.getOpenTelemetry().getMeter("test").histogramBuilder("d").build(),
        call(),
        Context.root());
    AttemptStart start = new AttemptStart(1, "GET", call().url(), Duration.ZERO);
    spans.attemptStarted(start);
    assertThat(spans.outgoing(true)).isPresent();
    spans.hedged(HedgeOutcome.FAILED);
    assertThat(spans.outgoing(true)).isPresent();
    spans.ended(new CallOutcome(
        OptionalInt.empty(),
        Optional.of("cancelled"),
        Optional.empty(),
        1,
        Duration.ZERO,
        Duration.ZERO));

    assertThat(OTEL.getSpans())
        .extracting(span -> span.getAttributes().get(stringKey("holdfast.outcome")))
        .containsExactlyInAnyOrder("failed", "cancelled", null);
    assertThat(spans.outgoing(true)).isEmpty();
  }

  @Test
  void aFailureHasItsCategory() {
    mock.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);

    assertThatThrownBy(() -> session.request(Request.post("http://api.example.com/")))
        .isInstanceOf(RequestException.class);

    assertThat(OTEL.getSpans()).singleElement().satisfies(span -> {
      assertThat(span.getName()).isEqualTo("POST");
      assertThat(span.getAttributes().get(stringKey("error.type"))).isEqualTo("read_timeout");
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    });
  }

  @Test
  void anAttemptNamesItsProtocolAndItsPeer() {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        Session real = HoldfastTelemetry.of(OTEL.getOpenTelemetry())
            .install(Session.builder())
            .build()) {
      real.get(server.url("/"));

      assertThat(OTEL.getSpans()).singleElement().satisfies(span -> {
        assertThat(span.getAttributes().get(stringKey("network.protocol.version")))
            .isEqualTo("1.1");
        assertThat(span.getAttributes().get(stringKey("network.peer.address")))
            .isEqualTo("127.0.0.1");
        assertThat(span.getAttributes().get(longKey("network.peer.port"))).isEqualTo(server.port());
      });
      assertThat(OTEL.getMetrics())
          .filteredOn(metric -> metric.getName().equals("http.client.request.duration"))
          .flatExtracting(metric -> metric.getHistogramData().getPoints())
          .extracting(point -> point.getAttributes().get(stringKey("network.protocol.version")))
          .containsExactly("1.1");
    }
  }

  @Test
  void anUnknownMethodDoesNotNameASpan() {
    mock.respond(200);

    session.request(Request.of("PURGE", "http://[::1]/cache"));

    assertThat(OTEL.getSpans()).singleElement().satisfies(span -> {
      assertThat(span.getName()).isEqualTo("HTTP");
      assertThat(span.getAttributes().get(stringKey("http.request.method"))).isEqualTo("_OTHER");
      assertThat(span.getAttributes().get(stringKey("http.request.method_original")))
          .isEqualTo("PURGE");
      assertThat(span.getAttributes().get(stringKey("server.address"))).isEqualTo("::1");
    });
  }

  @Test
  void whyACallGivesUpIsAnEvent() {
    mock.respond(503, Headers.empty().plus("Retry-After", "3600"), "");

    assertThatThrownBy(() -> session.request(Request.get("http://api.example.com/")))
        .isInstanceOf(RequestException.class);

    assertThat(OTEL.getSpans().get(0).getEvents()).singleElement().satisfies(event -> {
      assertThat(event.getName()).isEqualTo("holdfast.stop");
      assertThat(event.getAttributes().get(stringKey("holdfast.reason")))
          .contains("asks to wait 1 h");
    });
  }

  @Test
  void aTracerOrPropagatorThatFailsChangesNothing() {
    OpenTelemetry broken = new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return new TracerProvider() {
          @Override
          public Tracer get(String name) {
            return span -> {
              throw new IllegalStateException("no spans today");
            };
          }

          @Override
          public Tracer get(String name, String version) {
            return get(name);
          }
        };
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.create(new Broken());
      }
    };
    OpenTelemetry onlyPropagatorBroken = OpenTelemetrySdk.builder()
        .setPropagators(ContextPropagators.create(new Broken()))
        .build();
    for (OpenTelemetry each : List.of(broken, onlyPropagatorBroken)) {
      MockTransport transport = MockTransport.create().respond(503).respond(200);
      try (Session session = HoldfastTelemetry.of(each)
          .install(Session.builder().transport(transport).time(VirtualTime.create()))
          .build()) {
        assertThat(session.get("http://api.example.com/").attempts()).hasSize(2);
      }
    }
  }

  private static final class Broken implements TextMapPropagator {
    @Override
    public Collection<String> fields() {
      return List.of();
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
      throw new IllegalStateException("no headers today");
    }

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
      return context;
    }
  }

  @Test
  void aCallAllocatesLittleForItsSpan() {
    HoldfastTelemetry off = HoldfastTelemetry.of(OpenTelemetry.noop());
    HoldfastTelemetry on = HoldfastTelemetry.of(OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder().build())
        .setMeterProvider(SdkMeterProvider.builder().build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build());

    assertThat(CallCost.bytes(off::install)).isLessThanOrEqualTo(4_800);
    assertThat(CallCost.bytes(on::install)).isLessThanOrEqualTo(6_300);
  }

  @Test
  void everyAttemptIsMeasured() {
    mock.respond(503).respond(200);

    session.request(Request.get("http://api.example.com/"));

    assertThat(OTEL.getMetrics())
        .filteredOn(metric -> metric.getName().equals("http.client.request.duration"))
        .singleElement()
        .satisfies(metric -> {
          assertThat(metric.getUnit()).isEqualTo("s");
          assertThat(metric.getHistogramData().getPoints())
              .extracting(point -> point.getAttributes().get(longKey("http.response.status_code")))
              .containsExactlyInAnyOrder(503L, 200L);
        });
  }
}
