/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import java.io.PrintStream;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints one JSON object a line: one for every attempt while the call runs, one for its result. */
final class JsonTrace implements Trace {

  private final JsonFactory json = new JsonFactory();
  private final PrintStream err;

  JsonTrace(PrintStream err) {
    this.err = err;
  }

  @Override
  public void attempt(Attempt attempt) {
    print(line -> attempt(line, attempt));
  }

  @Override
  public void warn(String text) {
    print(line -> {
      line.writeStringProperty("event", "warning");
      line.writeStringProperty("message", text);
    });
  }

  @Override
  public void end(CallEnd end) {
    print(line -> end(line, end));
  }

  private static void attempt(JsonGenerator line, Attempt attempt) {
    line.writeStringProperty("event", "attempt");
    line.writeNumberProperty("attempt", attempt.number());
    line.writeStringProperty("method", attempt.method());
    line.writeStringProperty("url", attempt.url());
    line.writeStringProperty("outcome", attempt.category().isPresent() ? "error" : "status");
    number(line, "status", attempt.status());
    text(line, "category", attempt.category().map(Category::code).orElse(null));
    text(line, "message", attempt.message());
    line.writeNumberProperty("elapsed_ms", Elapsed.millis(attempt.elapsed()));
    line.writeStringProperty("decision", decision(attempt));
    text(line, "reason", attempt.reason());
    line.writeNumberProperty("wait_ms", Elapsed.millis(attempt.delay()));
    if (!attempt.notes().isEmpty()) {
      line.writeArrayPropertyStart("notes");
      attempt.notes().forEach(line::writeString);
      line.writeEndArray();
    }
  }

  private static void end(JsonGenerator line, CallEnd end) {
    line.writeStringProperty("event", "result");
    line.writeStringProperty("outcome", end.category().isPresent() ? "error" : "response");
    number(line, "status", end.status());
    text(line, "category", end.category().orElse(null));
    line.writeNumberProperty("attempts", end.attempts().size());
    line.writeNumberProperty("elapsed_ms", Elapsed.millis(Duration.ofNanos(end.elapsedNanos())));
    line.writeNumberProperty("waited_ms", Elapsed.millis(end.waited()));
    if (end.retryAfter().isPresent()) {
      line.writeNumberProperty("retry_after_ms", Elapsed.millis(end.retryAfter().get()));
    } else {
      line.writeNullProperty("retry_after_ms");
    }
  }

  private static String decision(Attempt attempt) {
    return switch (attempt.decision()) {
      // A redirect is another request of the same call, within the same budget.
      case RETRY, FOLLOW -> "retry";
      case STOP -> "stop";
      case SUCCESS -> "success";
    };
  }

  private static void text(JsonGenerator line, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      line.writeNullProperty(name);
    } else {
      line.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator line, String name, OptionalInt value) {
    if (value.isPresent()) {
      line.writeNumberProperty(name, value.getAsInt());
    } else {
      line.writeNullProperty(name);
    }
  }

  /** Prints the whole line at once, so that a reader never sees a part of an object. */
  private void print(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), text)) {
      line.writeStartObject();
      content.accept(line);
      line.writeEndObject();
    }
    err.println(text);
    err.flush();
  }
}
