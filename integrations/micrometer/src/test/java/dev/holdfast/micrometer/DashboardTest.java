/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The dashboard and the alert rules name existing meters and labels, and all of them. */
class DashboardTest {

  private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)(?:\\{(.*)})? ");
  private static final Pattern METRIC = Pattern.compile("\\b(holdfast_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("\\b([a-z_]+)\\s*(?:=~|!=|!~|=)");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");

  /** The labels of each metric in a Prometheus registry after some calls. */
  private static final Map<String, Set<String>> SCRAPED = new HashMap<>();

  private static String scrape = "";

  @BeforeAll
  static void scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        // As the property management.metrics.distribution.percentiles-histogram.holdfast.call sets.
        return id.getName().equals("holdfast.call")
            ? DistributionStatisticConfig.builder()
                .percentilesHistogram(true)
                .build()
                .merge(config)
            : config;
      }
    });
    play(HoldfastMetrics.of(registry));
    scrape = registry.scrape();
    scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
      Matcher parts = SAMPLE.matcher(line);
      assertThat(parts.find()).as(line).isTrue();
      SCRAPED
          .computeIfAbsent(parts.group(1), name -> new TreeSet<>())
          .addAll(labels(Objects.requireNonNullElse(parts.group(2), "")));
    });
  }

  private static void play(HoldfastMetrics metrics) {
    MockTransport transport = MockTransport.create()
        .respond(503, Headers.empty().plus("Retry-After", "1"), "")
        .respond(200);
    try (Session session = metrics.bind(Session.builder()
        .transport(transport)
        .time(VirtualTime.create())
        .safeguards(Safeguards.builder()
            .breaker(BreakerPolicy.defaults())
            .concurrency(ConcurrencyLimit.fixed(7))
            .build())
        .listener(metrics)
        .listener(call -> {
          metrics.begin(call).hedged(HedgeOutcome.WON);
          return CallScope.NONE;
        })
        .build())) {
      session.request(Request.get("http://api.example.com/orders/7")
          .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}"));
    }
  }

  private static Set<String> labels(String text) {
    Set<String> labels = new TreeSet<>();
    LABEL.matcher(text).results().forEach(label -> labels.add(label.group(1)));
    return labels;
  }

  private static Object load(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HoldfastMetrics.class.getResourceAsStream(file), file)) {
      return new Yaml().load(in); // JSON is YAML.
    }
  }

  /** All values of that key, at any depth. */
  private static Stream<String> values(Object node, String key) {
    if (node instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .flatMap(entry -> entry.getKey().equals(key) && entry.getValue() instanceof String text
              ? Stream.of(text)
              : values(entry.getValue(), key));
    }
    return node instanceof Collection<?> all
        ? all.stream().flatMap(each -> values(each, key))
        : Stream.empty();
  }

  private static List<String> queries(String file) throws IOException {
    Object loaded = load(file);
    return Stream.concat(
            values(loaded, "expr"),
            values(loaded, "query").filter(query -> query.startsWith("label_values(")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "prometheus-alerts.yaml"})
  void everyMetricAndLabelIsThere(String file) throws IOException {
    List<String> queries = queries(file);

    assertThat(queries).hasSizeGreaterThanOrEqualTo(4);
    for (String query : queries) {
      Set<String> present = new TreeSet<>();
      List<String> used = new ArrayList<>();
      METRIC.matcher(query).results().forEach(metric -> {
        assertThat(SCRAPED).as(query).containsKey(metric.group(1));
        Set<String> own = Objects.requireNonNull(SCRAPED.get(metric.group(1)));
        assertThat(own)
            .as(query)
            .containsAll(labels(Objects.requireNonNullElse(metric.group(2), "")));
        present.addAll(own);
      });
      assertThat(present).as(query).isNotNull();
      GROUPED
          .matcher(query)
          .results()
          .forEach(group -> used.addAll(List.of(group.group(1).split(",\\s*"))));
      assertThat(present).as(query).containsAll(used);
    }
  }

  @Test
  void everyMeterIsDescribed() {
    assertThat(scrape.lines().filter(line -> line.startsWith("# HELP")))
        .isNotEmpty()
        .allMatch(line -> line.matches("# HELP \\w+ \\w.*"));
  }

  @Test
  void theDashboardShowsEveryMeter() throws IOException {
    String all = String.join("\n", queries("grafana-dashboard.json"));

    assertThat(SCRAPED.keySet())
        .isNotEmpty()
        .allMatch(name -> all.contains(name.replaceAll("_(max|count|sum|bucket)$", "")));
  }

  @Test
  void thereIsAnAlertForAnEmptyBudgetAnOpenBreakerAndSlowCalls() throws IOException {
    assertThat(values(load("prometheus-alerts.yaml"), "alert"))
        .contains("HoldfastRetryBudgetEmpty", "HoldfastBreakerOpen", "HoldfastCallsSlow");
  }
}
