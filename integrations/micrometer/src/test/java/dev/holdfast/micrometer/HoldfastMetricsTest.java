/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.Attributes;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.parity.CallCost;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldfastMetricsTest {

  private static final Request GET = Request.get("http://api.example.com/orders/7")
      .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}")
      .attribute(AttributeKey.CLIENT_NAME, "shop");

  private final MockTransport mock = MockTransport.create();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final HoldfastMetrics metrics = HoldfastMetrics.of(registry).withHttpClientRequests();
  private final Session session = metrics.bind(Session.builder()
      .transport(mock)
      .time(VirtualTime.create())
      .random(() -> 0)
      .retry(Retry.builder()
          .total(3)
          .backoff(Backoff.constant(Duration.ofSeconds(2)))
          .build())
      .safeguards(Safeguards.builder()
          .breaker(BreakerPolicy.defaults())
          .concurrency(ConcurrencyLimit.fixed(7))
          .build())
      .listener(metrics)
      .build());

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void aCallAndItsAttemptsAreTimed() {
    mock.respond(503, Headers.empty().plus("Retry-After", "3"), "").respond(200);

    session.request(GET);

    assertThat(registry
            .get("holdfast.call")
            .tags("client.name", "shop", "method", "GET", "uri", "/orders/{id}")
            .tags("outcome", "SUCCESS", "attempts", "2")
            .timer()
            .totalTime(TimeUnit.SECONDS))
        .isGreaterThanOrEqualTo(3);
    assertThat(registry
            .get("holdfast.attempt")
            .tags("status", "503", "category", "none", "decision", "retry")
            .timer()
            .count())
        .isEqualTo(1);
    assertThat(registry
            .get("holdfast.attempt")
            .tags("status", "200", "category", "none", "decision", "success")
            .timer()
            .count())
        .isEqualTo(1);
    assertThat(registry
            .get("holdfast.retry.wait")
            .tag("client.name", "shop")
            .timer()
            .totalTime(TimeUnit.SECONDS))
        .isGreaterThanOrEqualTo(3);
    assertThat(registry
            .get("http.client.requests")
            .tags("status", "200", "exception", "none", "uri", "/orders/{id}")
            .timer()
            .count())
        .isEqualTo(1);
  }

  @Test
  void aFailureHasItsCategory() {
    mock.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);

    assertThatThrownBy(() -> session.request(Request.post("http://api.example.com/")))
        .isInstanceOf(RequestException.class);

    assertThat(registry
            .get("holdfast.attempt")
            .tags("status", "none", "category", "read_timeout", "decision", "stop")
            .timer()
            .count())
        .isEqualTo(1);
    assertThat(registry
            .get("http.client.requests")
            .tags("outcome", "UNKNOWN", "exception", "ReadTimeoutException", "uri", "none")
            .timer()
            .count())
        .isEqualTo(1);
  }

  @Test
  void originsAndConnectionsHaveGauges() {
    mock.respond(200);
    session.request(GET);
    session.origin("http://api.example.com").breaker().orElseThrow().open();

    assertThat(gauge("holdfast.budget.left")).isPositive();
    assertThat(gauge("holdfast.cooldown.seconds")).isZero();
    assertThat(gauge("holdfast.concurrency.limit")).isEqualTo(7);
    assertThat(gauge("holdfast.concurrency.inflight")).isZero();
    assertThat(gauge("holdfast.concurrency.waiting")).isZero();
    assertThat(state("open")).isEqualTo(1);
    assertThat(state("closed")).isZero();
    assertThat(registry.get("holdfast.pool.idle").gauge().value()).isZero();
  }

  private double gauge(String name) {
    return registry.get(name).tag("origin", "http://api.example.com").gauge().value();
  }

  private double state(String state) {
    return registry.get("holdfast.breaker.state").tag("state", state).gauge().value();
  }

  @Test
  void hedgesAreCounted() {
    CallScope scope = metrics.begin(call("GET", "http://api.example.com/", "/orders/{id}"));
    scope.hedged(HedgeOutcome.WON);
    scope.hedged(HedgeOutcome.REFUSED);
    scope.hedged(HedgeOutcome.WON);

    assertThat(registry.get("holdfast.hedge").tag("outcome", "won").counter().count())
        .isEqualTo(2);
    assertThat(
            registry.get("holdfast.hedge").tag("outcome", "refused").counter().count())
        .isEqualTo(1);
  }

  @Test
  void valuesFromOutsideAreFew() {
    for (int i = 0; i < 1_000; i++) {
      metrics
          .begin(call("M" + i, "http://host" + i + ".example.com/", "/orders/" + i))
          .ended(new CallOutcome(
              OptionalInt.of(200),
              Optional.empty(),
              Optional.empty(),
              1,
              Duration.ZERO,
              Duration.ZERO));
    }

    assertThat(registry.find("holdfast.call").timers()).hasSizeLessThanOrEqualTo(101);
    assertThat(registry
            .get("holdfast.call")
            .tags("uri", "other", "method", "other")
            .timer()
            .count())
        .isGreaterThanOrEqualTo(899);
    assertThat(registry.find("holdfast.budget.left").gauges()).hasSizeLessThanOrEqualTo(100);
  }

  private static CallInfo call(String method, String url, String template) {
    return new CallInfo(new CallInfo.Facts(
        1,
        method,
        Url.parse(url),
        Attributes.none().with(AttributeKey.URL_TEMPLATE, template),
        Instant.EPOCH,
        Optional.empty(),
        false));
  }

  @Test
  void ofSeveralSessionsTheWorstBreakerCounts() {
    try (Session other = metrics.bind(Session.builder()
        .transport(MockTransport.create())
        .safeguards(Safeguards.builder()
            .breaker(BreakerPolicy.defaults())
            .concurrency(ConcurrencyLimit.fixed(5))
            .build())
        .build())) {
      mock.respond(200);
      session.request(GET);
      other.origin("http://api.example.com").breaker().orElseThrow().open();

      assertThat(state("open")).isEqualTo(1);
      assertThat(state("closed")).isZero();
      assertThat(gauge("holdfast.concurrency.limit")).isEqualTo(12);
    }
  }

  @Test
  void aCallAllocatesLittleForItsMeters() {
    HoldfastMetrics cheap = HoldfastMetrics.of(new SimpleMeterRegistry());

    assertThat(CallCost.bytes(builder -> builder.listener(cheap))).isLessThanOrEqualTo(4_000);
  }

  @Test
  void aRegistryThatFailsChangesNothing() {
    registry.close();
    registry.config().meterFilter(new MeterFilter() {
      @Override
      public io.micrometer.core.instrument.Meter.Id map(io.micrometer.core.instrument.Meter.Id id) {
        throw new IllegalStateException("no meters today");
      }
    });
    mock.respond(200);

    assertThat(session.request(GET).status()).isEqualTo(200);
  }
}
