/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A complete answer to a request, made with {@link Step#respond}. Immutable: each method returns a
 * changed copy.
 *
 * <p>{@code Content-Length} and {@code Connection: close} are added unless set; {@code HEAD}, 204
 * and 304 get no body. In header values {@code {origin}} and {@code {other_origin}} stand for
 * {@link FaultServer#origin()} and {@link FaultServer#otherOrigin()}.
 */
public final class ResponseStep extends Step {

  /** The action on the connection after the answer. */
  private enum Ending {
    CLOSE,
    KEEP_ALIVE,
    CLOSE_IDLE,
    STALL
  }

  private final int status;
  private final List<Header> headers;
  private final Optional<byte[]> body;
  private final Ending ending;
  private final int shortBy;

  ResponseStep(int status) {
    this(status, List.of(), Optional.empty(), Ending.CLOSE, 0);
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("status: " + status + " (expected: 100 to 999)");
    }
  }

  private ResponseStep(
      int status, List<Header> headers, Optional<byte[]> body, Ending ending, int shortBy) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.ending = ending;
    this.shortBy = shortBy;
  }

  /** Adds a header. */
  public ResponseStep header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new ResponseStep(status, List.copyOf(more), body, ending, shortBy);
  }

  /** The body, as UTF-8; the default is {@code status=<n>}. */
  public ResponseStep body(String text) {
    return body(text.getBytes(UTF_8));
  }

  /** The body; the default is {@code status=<n>}. */
  public ResponseStep body(byte[] bytes) {
    return new ResponseStep(status, headers, Optional.of(bytes.clone()), ending, shortBy);
  }

  /** Leaves the connection open for the next request; the default is to close it. */
  public ResponseStep keepAlive() {
    return ending(Ending.KEEP_ALIVE);
  }

  /** Promises to keep the connection open, then closes it at once. */
  public ResponseStep thenCloseIdle() {
    return ending(Ending.CLOSE_IDLE);
  }

  /** Announces 50 bytes more than are sent, then closes. */
  public ResponseStep shortBy50() {
    return new ResponseStep(status, headers, body, Ending.CLOSE, 50);
  }

  /** Announces 50 bytes more than are sent, then sends nothing more. */
  public ResponseStep stallAfterBody() {
    return new ResponseStep(status, headers, body, Ending.STALL, 50);
  }

  private ResponseStep ending(Ending changed) {
    return new ResponseStep(status, headers, body, changed, shortBy);
  }

  @Override
  Moment moment() {
    return Moment.REQUEST;
  }

  @Override
  List<Action> actions(Exchange exchange) {
    byte[] content = body.orElseGet(() -> ("status=" + status).getBytes(UTF_8));
    List<Action> actions = new ArrayList<>();
    actions.add(Action.send(head(exchange.origins(), content.length + shortBy)));
    if (!exchange.isHead() && mayHaveBody()) {
      actions.add(Action.send(content));
    }
    switch (ending) {
      case CLOSE, CLOSE_IDLE -> actions.add(Action.fin());
      case STALL -> actions.add(Action.stall());
      case KEEP_ALIVE -> {}
    }
    return actions;
  }

  private String head(Origins origins, int length) {
    StringBuilder head =
        new StringBuilder("HTTP/1.1 " + status + " " + ReasonPhrase.of(status) + "\r\n");
    for (Header header : headers) {
      line(head, header.name(), origins.expand(header.value()));
    }
    if (mayHaveBody() && !has("Content-Length") && !has("Transfer-Encoding")) {
      line(head, "Content-Length", Integer.toString(length));
    }
    if ((ending == Ending.CLOSE || ending == Ending.STALL) && !has("Connection")) {
      line(head, "Connection", "close");
    }
    return head.append("\r\n").toString();
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private boolean has(String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }

  private boolean mayHaveBody() {
    return status >= 200 && status != 204 && status != 304;
  }

  @Override
  public String toString() {
    return "respond " + status + " " + ending.name().toLowerCase(Locale.ROOT);
  }
}
