/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.report;

import dev.holdfast.cli.trace.CallEnd;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.http.Attempt;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.Phase;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The figures of a call, by field. Phases are those of the last attempt.
 *
 * @param end the end of the call
 * @param headers of the answer; none if there was none
 * @param url of the answer, secrets masked
 * @param method of the request
 * @param sent bytes of the request body, or 0 if that is not known
 * @param received bytes of the body of the answer
 * @param exitCode of the command
 */
public record Report(
    CallEnd end,
    Headers headers,
    String url,
    String method,
    long sent,
    long received,
    int exitCode) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** The first value of that header of the answer; empty if there is none. */
  String header(String name) {
    return headers.first(name).map(Report::decoded).map(Printable::line).orElse("");
  }

  /** Decodes a value: servers send UTF-8, which the library returns as one byte a character. */
  private static String decoded(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  String text(Field field) {
    return switch (field) {
      case STATUS -> String.format(Locale.ROOT, "%03d", end.status().orElse(0));
      case REASON -> end.category().isPresent() ? "" : Printable.line(end.message());
      case CATEGORY -> end.category().orElse("");
      case MESSAGE -> end.category().isPresent() ? Printable.line(end.message()) : "";
      case EXIT_CODE -> String.valueOf(exitCode);
      case METHOD -> last().map(Attempt::method).orElse(method);
      case URL -> url;
      case CONTENT_TYPE -> header("Content-Type");
      case ATTEMPTS -> String.valueOf(attempts().size());
      case RETRIES -> count(Attempt.Decision.RETRY);
      case REDIRECTS -> count(Attempt.Decision.FOLLOW);
      case SIZE_DOWNLOAD -> String.valueOf(received);
      case SIZE_UPLOAD -> String.valueOf(sent);
      case SPEED_DOWNLOAD ->
        String.valueOf(Math.round(received * NANOS_PER_SECOND / Math.max(1, end.elapsedNanos())));
      case REMOTE -> last().flatMap(it -> it.phases().remote()).orElse("");
      case TIME_TOTAL -> seconds(Duration.ofNanos(end.elapsedNanos()));
      case TIME_WAITED -> seconds(end.waited());
      case TIME_POOL -> phase(Phase.POOL);
      case TIME_DNS -> phase(Phase.DNS);
      case TIME_CONNECT -> phase(Phase.CONNECT);
      case TIME_TLS -> phase(Phase.TLS);
      case TIME_SEND -> phase(Phase.SEND);
      case TIME_HEAD -> phase(Phase.HEAD);
      case TIME_BODY -> seconds(body());
      case TIME_STARTTRANSFER -> seconds(untilBody());
      case RETRY_AFTER -> end.retryAfter().map(Report::seconds).orElse("");
    };
  }

  private List<Attempt> attempts() {
    return end.attempts();
  }

  private Optional<Attempt> last() {
    return attempts().isEmpty()
        ? Optional.empty()
        : Optional.of(attempts().get(attempts().size() - 1));
  }

  private String count(Attempt.Decision decision) {
    return String.valueOf(
        attempts().stream().filter(it -> it.decision() == decision).count());
  }

  private String phase(Phase phase) {
    return seconds(last().flatMap(it -> it.phases().of(phase)).orElse(Duration.ZERO));
  }

  /**
   * The time of the body: the library measures until the head; the body is the rest of the attempt.
   */
  private Duration body() {
    return last()
        .filter(it -> headers.size() > 0)
        .map(it -> it.elapsed().minus(head(it)))
        .orElse(Duration.ZERO);
  }

  private Duration untilBody() {
    return last().map(it -> it.start().plus(head(it))).orElse(Duration.ZERO);
  }

  private static Duration head(Attempt attempt) {
    Duration sum = Duration.ZERO;
    for (Phase phase : Phase.values()) {
      if (phase != Phase.BODY) {
        sum = sum.plus(attempt.phases().of(phase).orElse(Duration.ZERO));
      }
    }
    return sum;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.6f", duration.toNanos() / NANOS_PER_SECOND);
  }

  /** All fields as one JSON object, with numbers as JSON numbers. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (Field field : Field.values()) {
        write(json, field);
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private void write(JsonGenerator json, Field field) {
    String value = text(field);
    if (value.isEmpty()) {
      json.writeNullProperty(field.label());
    } else if (field.kind() == Field.Kind.TEXT) {
      json.writeStringProperty(field.label(), value);
    } else {
      json.writeNumberProperty(field.label(), new BigDecimal(value));
    }
  }
}
