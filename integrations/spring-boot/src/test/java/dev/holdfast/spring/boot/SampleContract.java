/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.http.ReadTimeoutException;
import dev.holdfast.http.Session;
import dev.holdfast.parity.Script;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.spring.HoldfastRequestFactory;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Tests of an application with a starter, for every version of Spring Boot. */
public abstract class SampleContract {

  /** Name, status, {@code error.type}, {@code http.request.resend_count}, status, events. */
  private static final String SPANS = """
      OVERLOADED_AND_BACK: GET / 503 503 null ERROR holdfast.wait
      OVERLOADED_AND_BACK: GET / 200 null 1 UNSET
      STALLED_BODY: GET / null read_timeout null ERROR holdfast.wait
      STALLED_BODY: GET / 200 null 1 UNSET
      BODY_CUT_TWICE: GET / null connection_broken_mid_body null ERROR holdfast.wait
      BODY_CUT_TWICE: GET / null connection_broken_mid_body 1 ERROR holdfast.wait
      BODY_CUT_TWICE: GET / 200 null 2 UNSET
      POST_CUT_AFTER_IT_WAS_SENT: POST / null connection_aborted null ERROR holdfast.stop
      POST_WITH_A_KEY_CUT_AFTER_IT_WAS_SENT: POST / null connection_aborted null ERROR holdfast.wait
      POST_WITH_A_KEY_CUT_AFTER_IT_WAS_SENT: POST / 200 null 1 UNSET
      POST_ANSWERED_BY_503: POST / 503 503 null ERROR holdfast.stop
      DEAD_DNS: GET / null dns_failure null ERROR holdfast.wait
      DEAD_DNS: GET / null dns_failure 1 ERROR holdfast.stop
      STORM_OF_429: GET / 429 429 null ERROR holdfast.wait
      STORM_OF_429: GET / 429 429 1 ERROR holdfast.wait
      STORM_OF_429: GET / 429 429 2 ERROR holdfast.wait
      STORM_OF_429: GET / 429 429 3 ERROR holdfast.stop
      WAIT_TOO_LONG: GET / 503 503 null ERROR holdfast.stop
      NOT_FOUND: GET / 404 404 null ERROR holdfast.stop
      REDIRECTED: GET /old 302 null null UNSET
      REDIRECTED: GET 503 503 1 ERROR holdfast.wait
      REDIRECTED: GET 200 null 2 UNSET
      GARBAGE_THEN_WHOLE: GET / null bad_response null ERROR holdfast.wait
      GARBAGE_THEN_WHOLE: GET / 200 null 1 UNSET
      """;

  private static ConfigurableApplicationContext application;
  private static Play play;

  private final FaultServer server = Script.server();

  /** Called by the subclass for one version of Spring Boot. */
  protected SampleContract() {}

  /** The factory that Spring Boot creates from its own settings, with the starter's builder. */
  protected abstract ClientHttpRequestFactory factory(
      ConfigurableApplicationContext context,
      @Nullable Duration readTimeout,
      @Nullable SslBundle bundle);

  /** The status and the details of the health indicator. */
  protected abstract String health(ConfigurableApplicationContext context);

  @BeforeAll
  static void start() {
    application = SampleApplication.start();
    play = new Play(application);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  private RestClient client(@Nullable Duration readTimeout, @Nullable SslBundle bundle) {
    return RestClient.builder()
        .requestFactory(factory(application, readTimeout, bundle))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void restClientDoesWhatASessionDoes(Script script) throws Exception {
    assertThat(play.restClient(script)).isEqualTo(play.expected(script));
  }

  @Test
  void switchedOffItLeavesTheClientsToSpringBoot() {
    try (var plain = SampleApplication.start("--holdfast.enabled=false")) {
      assertThat(factory(plain, null, null)).isNotInstanceOf(HoldfastRequestFactory.class);
      assertThat(factory(application, null, null)).isInstanceOf(HoldfastRequestFactory.class);
      assertThat(plain.getBean(Session.class)).isNotNull(); // for code that asks for it
    }
  }

  @ParameterizedTest
  @EnumSource
  void webClientDoesWhatASessionDoes(Script script) throws Exception {
    assertThat(play.webClient(script)).isEqualTo(play.expected(script));
  }

  @Test
  void metersAndSpansOfTheScripts() throws Exception {
    for (Script script : Script.values()) {
      play.restClient(script);
    }
    MeterRegistry meters = bean(MeterRegistry.class);
    Timer waits = meters.get("holdfast.retry.wait").tag("client.name", "shop").timer();
    var spans = bean(InMemorySpanExporter.class).getFinishedSpanItems();

    assertThat(Seen.timers(meters, "holdfast.call"))
        .containsExactly(
            "1 GET CLIENT_ERROR /: 1",
            "1 GET UNKNOWN /: 1",
            "1 POST SERVER_ERROR /: 1",
            "1 POST UNKNOWN /: 1",
            "2 GET SUCCESS /: 3",
            "2 GET UNKNOWN /: 1",
            "2 POST SUCCESS /: 1",
            "3 GET SUCCESS /: 1",
            "3 GET SUCCESS /old: 1",
            "4+ GET CLIENT_ERROR /: 1");
    assertThat(Seen.timers(meters, "holdfast.attempt"))
        .containsExactly(
            "bad_response retry none: 1",
            "connection_aborted retry none: 1",
            "connection_aborted stop none: 1",
            "connection_broken_mid_body retry none: 2",
            "dns_failure retry none: 1",
            "dns_failure stop none: 1",
            "none follow 302: 1",
            "none retry 429: 3",
            "none retry 503: 2",
            "none stop 404: 1",
            "none stop 429: 1",
            "none stop 503: 2",
            "none success 200: 6",
            "read_timeout retry none: 1");
    assertThat(waits.count()).isEqualTo(4);
    assertThat(waits.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(1_165, within(1.0));
    assertThat(Stream.of(Script.values())
            .flatMap(script ->
                Seen.spans(spans, play, script).stream().map(line -> script + ": " + line)))
        .containsExactlyElementsOf(SPANS.lines().toList());
    assertThat(Seen.durations(bean(InMemoryMetricReader.class).collectAllMetrics(), play))
        .containsExactly(
            "200 null: 6",
            "302 null: 1",
            "404 404: 1",
            "429 429: 4",
            "503 503: 4",
            "null bad_response: 1",
            "null connection_aborted: 2",
            "null connection_broken_mid_body: 2",
            "null dns_failure: 2",
            "null read_timeout: 1");
  }

  @Test
  void thePropertiesAreTheSessions() {
    String reports = bean(Session.class).describe("https://reports.example.com/june");
    String orders = bean(Session.class).describe("https://orders.example.com/");
    String other = bean(Session.class).describe("https://api.example.com/");

    assertThat(other).contains("deadline 60 s", "total=3", "read 2 s", "circuit breaker");
    assertThat(reports)
        .contains("deadline 600 s", "total=8", "[GET, HEAD, OPTIONS, PUT]", "circuit breaker");
    assertThat(orders).contains("deadline 60 s", "read 7 s").doesNotContain("circuit breaker");
  }

  @Test
  void theRetrierHasThePropertiesToo() {
    assertThat(bean(Retrier.class).toString()).contains("3", "60 s");
  }

  @Test
  void theEndpointShowsTheStateOfOrigins() {
    server.script(Step.respond(200));
    bean(RestClient.class).get().uri(server.url("/")).retrieve().toBodilessEntity();

    assertThat(bean(HoldfastEndpoint.class).sessions().toString())
        .contains("127.0.0.1:" + server.port(), "breaker=", "retriesLeft=", "idle=");
  }

  @Test
  void anOpenBreakerIsNoIllnessOfTheApplication() {
    bean(Session.class).origin(server.url("/")).breaker().orElseThrow().forceOpen();

    assertThat(health(application))
        .startsWith("UP")
        .contains(server.port() + "=breaker FORCED_OPEN");
  }

  @Test
  void settingsOfSpringBootForAClientHold() {
    server.script(Step.stall(), Step.stall(), Step.stall(), Step.stall());
    RestClient client = client(Duration.ofMillis(100), null);

    assertThatThrownBy(() -> client.get().uri(server.url("/")).retrieve().toBodilessEntity())
        .isInstanceOf(ResourceAccessException.class)
        .hasMessageContaining("100 ms")
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(ReadTimeoutException.class);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void anSslBundleOfSpringBootIsUsed() {
    try (FaultServer secure =
        FaultServer.builder().tls(SampleApplication.AUTHORITY.valid()).start(Step.respond(200))) {
      RestClient trusting = client(null, bean(SslBundles.class).getBundle("shop"));

      assertThatThrownBy(
              () -> bean(RestClient.class).get().uri(secure.url("/")).retrieve().toBodilessEntity())
          .isInstanceOf(ResourceAccessException.class)
          .hasStackTraceContaining("TlsException");
      assertThat(trusting
              .get()
              .uri(secure.url("/"))
              .retrieve()
              .toBodilessEntity()
              .getStatusCode()
              .value())
          .isEqualTo(200);
    }
  }

  @Test
  void clientsWithSettingsOfTheirOwnHaveGaugesToo() {
    server.script(Step.respond(200));
    client(Duration.ofSeconds(1), null).get().uri(server.url("/")).retrieve().toBodilessEntity();

    assertThat(bean(MeterRegistry.class)
            .get("holdfast.breaker.state")
            .tags("origin", server.origin(), "state", "closed")
            .gauge()
            .value())
        .isEqualTo(1);
  }
}
