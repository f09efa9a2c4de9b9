/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.http.text.Splitter;
import dev.holdfast.http.text.TextLines;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the bytes of one connection into events (WHATWG HTML, section 9.2.6). An event that is not
 * complete when the connection ends is dropped, as the standard says.
 */
final class EventParser implements Splitter<ServerSentEvent> {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,12}");

  private final TextLines lines;
  private final int maxChars;
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private String id;
  private String dispatched;
  private Optional<Duration> retry = Optional.empty();

  /** @param id the last id of the stream before this connection */
  EventParser(int maxChars, String id) {
    this.lines = TextLines.in(StandardCharsets.UTF_8, maxChars);
    this.maxChars = maxChars;
    this.id = id;
    this.dispatched = id;
  }

  @Override
  public void add(ByteBuffer bytes) {
    lines.add(bytes);
  }

  @Override
  public @Nullable ServerSentEvent next() throws TransportException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isEmpty()) {
        field(line);
        continue;
      }
      ServerSentEvent event = dispatch();
      if (event != null) {
        return event;
      }
    }
    return null;
  }

  @Override
  public @Nullable ServerSentEvent last() {
    return null;
  }

  private void field(String line) throws TransportException {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (name) {
      case "event" -> type = value;
      case "data" -> data(value);
      case "id" -> id = value.indexOf('\0') < 0 ? value : id;
      case "retry" ->
        retry = DIGITS.matcher(value).matches()
            ? Optional.of(Duration.ofMillis(Long.parseLong(value)))
            : retry;
      default -> {
        // A comment, or a field that the standard does not know.
      }
    }
  }

  private void data(String value) throws TransportException {
    if (data.length() + value.length() > maxChars) {
      throw TransportException.of(
              FailureKind.BAD_RESPONSE,
              Sent.ANSWERED,
              "an event of more than " + maxChars + " characters (maxEventChars)",
              null)
          .asPermanent();
    }
    data.append(value).append('\n');
  }

  private @Nullable ServerSentEvent dispatch() {
    dispatched = id;
    String name = type.isEmpty() ? "message" : type;
    type = "";
    if (data.length() == 0) {
      return null;
    }
    ServerSentEvent event =
        new ServerSentEvent(name, data.substring(0, data.length() - 1), dispatched);
    data.setLength(0);
    return event;
  }

  /** Returns the id after which the next connection continues. */
  String id() {
    return dispatched;
  }

  /** Returns the wait before the next connection that the server asks for. */
  Optional<Duration> retry() {
    return retry;
  }
}
