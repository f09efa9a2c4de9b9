/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.har;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.PhaseTimings;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The attempts of a call as an HTTP archive (HAR 1.2), for the tools that show such archives. Every
 * attempt is an entry, failed ones too: status 0 and {@code _error}. Secrets are masked, bodies
 * left out.
 *
 * <p>Headers are those of each attempt, what hooks have added included; those that the transport
 * writes, such as {@code Host}, are left out. See {@link dev.holdfast.http.AttemptHeaders}.
 */
public final class Har {

  private static final Map<String, Object> CREATOR = object("name", "holdfast", "version", "0.1");

  private Har() {}

  /** Returns the archive of a call that ended with a response, as JSON. */
  public static String of(HttpResponse response) {
    return of(response.attempts());
  }

  /** Returns the archive of a call that failed, as JSON. */
  public static String of(RequestException failure) {
    return of(failure.attempts());
  }

  /** Returns the archive of these attempts, such as those of several calls, as JSON. */
  public static String of(List<Attempt> attempts) {
    List<Object> entries = new ArrayList<>();
    for (Attempt attempt : attempts) {
      entries.add(entry(attempt));
    }
    return JsonWriter.text(
        object("log", object("version", "1.2", "creator", CREATOR, "entries", entries)));
  }

  private static Map<String, Object> entry(Attempt attempt) {
    String version = attempt.phases().protocol().orElse("HTTP/1.1");
    Map<String, Object> entry = object(
        "startedDateTime", attempt.startedAt().toString(),
        "time", millis(attempt.elapsed()),
        "request", request(attempt, version),
        "response", response(attempt, version),
        "cache", object(),
        "timings", timings(attempt.phases()),
        "comment",
            "attempt " + attempt.number() + ": " + attempt.decision() + ", " + attempt.reason());
    attempt.phases().remote().ifPresent(remote -> entry.put("_remote", remote));
    return entry;
  }

  private static Map<String, Object> request(Attempt attempt, String version) {
    return object(
        "method", attempt.method(),
        "url", attempt.url(),
        "httpVersion", version,
        "cookies", List.of(),
        "headers", headers(attempt.headers().sent()),
        "queryString", query(attempt.url()),
        "headersSize", -1,
        "bodySize", -1);
  }

  private static Map<String, Object> response(Attempt attempt, String version) {
    Headers received = attempt.headers().received();
    String location = received.first("Location").orElse("");
    Map<String, Object> content = object(
        "size", received.first("Content-Length").map(Har::size).orElse(-1L),
        "mimeType", received.first("Content-Type").orElse(""));
    Map<String, Object> response = object(
        "status",
        attempt.status().orElse(0),
        "statusText",
        attempt.status().isPresent() ? attempt.message() : "",
        "httpVersion",
        version,
        "cookies",
        List.of(),
        "headers",
        headers(received),
        "content",
        content,
        "redirectURL",
        location,
        "headersSize",
        -1,
        "bodySize",
        -1);
    attempt
        .category()
        .ifPresent(category -> response.put("_error", category.code() + ": " + attempt.message()));
    return response;
  }

  private static long size(String length) {
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  private static List<Object> headers(Headers headers) {
    List<Object> shown = new ArrayList<>();
    for (Headers.Field field : headers) {
      shown.add(object("name", field.name(), "value", field.value()));
    }
    return shown;
  }

  private static List<Object> query(String masked) {
    int start = masked.indexOf('?');
    List<Object> pairs = new ArrayList<>();
    if (start >= 0) {
      for (String pair : masked.substring(start + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        pairs.add(object(
            "name", equals < 0 ? pair : pair.substring(0, equals),
            "value", equals < 0 ? "" : pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  /**
   * Returns the timings. In HAR, {@code connect} includes {@code ssl}; the last three are
   * mandatory.
   */
  private static Map<String, Object> timings(PhaseTimings phases) {
    Optional<Duration> tls = phases.of(Phase.TLS);
    Optional<Duration> connect =
        phases.of(Phase.CONNECT).map(tcp -> tcp.plus(tls.orElse(Duration.ZERO)));
    return object(
        "blocked", known(phases.of(Phase.POOL)),
        "dns", known(phases.of(Phase.DNS)),
        "connect", known(connect),
        "ssl", known(tls),
        "send", millis(phases.of(Phase.SEND).orElse(Duration.ZERO)),
        "wait", millis(phases.of(Phase.HEAD).orElse(Duration.ZERO)),
        "receive", millis(phases.of(Phase.BODY).orElse(Duration.ZERO)));
  }

  private static Number known(Optional<Duration> phase) {
    return phase.isPresent() ? millis(phase.get()) : -1;
  }

  private static double millis(Duration duration) {
    return Double.parseDouble(
        String.format(Locale.ROOT, "%.3f", (double) duration.toNanos() / 1_000_000));
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }
}
