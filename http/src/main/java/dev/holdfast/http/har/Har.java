/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.har;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.EarlierResponse;
import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.PhaseTimings;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.transport.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a call as an HTTP archive (HAR 1.2), for the tools that show such archives. Every
 * attempt is an entry, failed ones too: status 0 and {@code _error}. Secrets are masked, bodies
 * left out.
 *
 * <p>The archive has the headers of the request as the caller made it, of redirects, and of the
 * last response. For an attempt that was repeated it has the status line only.
 */
public final class Har {

  private static final Map<String, Object> CREATOR = object("name", "holdfast", "version", "0.1");

  private final @Nullable Request request;
  private final List<EarlierResponse> redirects;
  private final @Nullable HttpResponse last;
  private final List<Attempt> attempts;

  private Har(
      @Nullable Request request,
      List<EarlierResponse> redirects,
      @Nullable HttpResponse last,
      List<Attempt> attempts) {
    this.request = request;
    this.redirects = redirects;
    this.last = last;
    this.attempts = attempts;
  }

  /** Returns the archive of a call that ended with a response, as JSON. */
  public static String of(HttpResponse response) {
    return new Har(response.request(), response.redirects(), response, response.attempts())
        .written();
  }

  /** Returns the archive of a call that failed, as JSON. */
  public static String of(RequestException failure) {
    HttpResponse last = failure.response().orElse(null);
    return new Har(
            failure.request().orElse(null),
            last == null ? List.of() : last.redirects(),
            last,
            failure.attempts())
        .written();
  }

  private String written() {
    List<Object> entries = new ArrayList<>();
    int followed = 0;
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      Headers headers = Headers.empty();
      if (attempt.decision() == Attempt.Decision.FOLLOW && followed < redirects.size()) {
        headers = redirects.get(followed++).headers();
      } else if (i == attempts.size() - 1 && last != null && attempt.status().isPresent()) {
        headers = last.headers();
      }
      entries.add(entry(attempt, headers));
    }
    return JsonWriter.text(
        object("log", object("version", "1.2", "creator", CREATOR, "entries", entries)));
  }

  private Map<String, Object> entry(Attempt attempt, Headers received) {
    String version = last == null ? "HTTP/1.1" : last.protocol();
    Map<String, Object> entry = object(
        "startedDateTime", attempt.startedAt().toString(),
        "time", millis(attempt.elapsed()),
        "request", request(attempt, version),
        "response", response(attempt, received, version),
        "cache", object(),
        "timings", timings(attempt.phases()),
        "comment",
            "attempt " + attempt.number() + ": " + attempt.decision() + ", " + attempt.reason());
    attempt.phases().remote().ifPresent(remote -> entry.put("_remote", remote));
    return entry;
  }

  private Map<String, Object> request(Attempt attempt, String version) {
    return object(
        "method", attempt.method(),
        "url", attempt.url(),
        "httpVersion", version,
        "cookies", List.of(),
        "headers", headers(request == null ? Headers.empty() : request.headers()),
        "queryString", query(attempt.url()),
        "headersSize", -1,
        "bodySize", -1);
  }

  private static Map<String, Object> response(Attempt attempt, Headers received, String version) {
    String location = received.first("Location").map(Secrets::maskedQuote).orElse("");
    Map<String, Object> content = object(
        "size", received.first("Content-Length").map(Har::size).orElse(-1L),
        "mimeType",
            received
                .first("Content-Type")
                .map(type -> Secrets.maskHeader("Content-Type", type))
                .orElse(""));
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
      shown.add(
          object("name", field.name(), "value", Secrets.maskHeader(field.name(), field.value())));
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
