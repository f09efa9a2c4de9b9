/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.holdfast.parity.Script;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The meters, spans and metrics of a play, a line for each. */
final class Seen {

  private Seen() {}

  /** The values of the tags of timers of the client {@code shop}, with their counts. */
  static List<String> timers(MeterRegistry registry, String name) {
    return registry.find(name).tag("client.name", "shop").timers().stream()
        .map(Seen::line)
        .sorted()
        .toList();
  }

  private static String line(Timer timer) {
    return timer.getId().getTags().stream()
            .filter(tag -> !tag.getKey().equals("client.name"))
            .map(Tag::getValue)
            .collect(Collectors.joining(" "))
        + ": " + timer.count();
  }

  /** The spans of a script, in order. */
  static List<String> spans(Collection<SpanData> all, Play play, Script script) {
    return all.stream()
        .filter(span -> play.at(port(span)) == script)
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .map(Seen::line)
        .toList();
  }

  private static long port(SpanData span) {
    return Objects.requireNonNull(span.getAttributes().get(longKey("server.port")));
  }

  private static String line(SpanData span) {
    return span.getName() + " " + span.getAttributes().get(longKey("http.response.status_code"))
        + " " + span.getAttributes().get(stringKey("error.type"))
        + " " + span.getAttributes().get(longKey("http.request.resend_count"))
        + " " + span.getStatus().getStatusCode()
        + span.getEvents().stream()
            .map(event -> " " + event.getName())
            .collect(Collectors.joining());
  }

  /**
   * The number of measurements for each status or error in calls to the servers of
   * {@code RestClient}.
   */
  static List<String> durations(Collection<MetricData> metrics, Play play) {
    return metrics.stream()
        .filter(metric -> metric.getName().equals("http.client.request.duration"))
        .flatMap(metric -> metric.getHistogramData().getPoints().stream())
        .filter(point ->
            play.at(Objects.requireNonNull(point.getAttributes().get(longKey("server.port"))))
                != null)
        .collect(Collectors.groupingBy(
            point -> point.getAttributes().get(longKey("http.response.status_code")) + " "
                + point.getAttributes().get(stringKey("error.type")),
            Collectors.summingLong(HistogramPointData::getCount)))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .sorted()
        .toList();
  }
}
