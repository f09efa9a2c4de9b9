/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * A response, its body in memory. Immutable (the bytes are not copied) and thread-safe.
 *
 * <p>From status 400 on, the status counts even if the body does not arrive whole, and a response
 * of an exception may lack its body: whatever asks for the body then throws. A part of a body is
 * never shown as the whole.
 */
public final class Response {

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Request request;
  private final Exchange exchange;
  private final History history;

  /** A response whose body is in memory. */
  Response(Request request, Exchange exchange, History history) {
    this.request = request;
    this.exchange = exchange;
    this.history = history;
  }

  /** The status: 200 to 999. */
  public int status() {
    return exchange.status();
  }

  /** The reason phrase, possibly empty; servers may put anything here. */
  public String reason() {
    return exchange.reason();
  }

  /**
   * How long the server asked to stay away ({@code Retry-After}, RFC 9110 section 10.2.3), from
   * when this response came; empty if it did not ask, or not in a way that can be understood.
   */
  public Optional<Duration> retryAfter() {
    return exchange.retryAfter().delay();
  }

  /** Whether the status is below 400. */
  public boolean ok() {
    return status() < 400;
  }

  /** The headers, names without regard to case, several values a name. */
  public Headers headers() {
    return exchange.headers();
  }

  /** The first value of that header. */
  public Optional<String> header(String name) {
    return headers().first(name);
  }

  /** Where the response came from, after redirects. */
  public Url url() {
    return exchange.url();
  }

  /**
   * The body. Not copied: do not change it.
   *
   * @throws RequestException if it did not arrive whole; its category says why
   */
  public byte[] bytes() {
    TransportException lost = exchange.bodyFailure();
    if (lost != null) {
      throw failure(
              lost.category(),
              "the body of the " + exchange.statusLine() + " from " + url() + " was lost: "
                  + lost.getMessage(),
              Optional.of(lost))
          .toException();
    }
    return Objects.requireNonNull(exchange.body());
  }

  /**
   * The body as text, in the character set of the {@code Content-Type}, else UTF-8, whose byte
   * order mark is left out. Malformed input becomes U+FFFD.
   *
   * @throws BodyDecodingException if the character set is not known
   * @throws RequestException if the body did not arrive whole
   */
  public String text() {
    byte[] body = bytes();
    Charset charset = charset();
    int start = charset.equals(StandardCharsets.UTF_8) && startsWithMark() ? UTF_8_MARK.length : 0;
    return new String(body, start, body.length - start, charset);
  }

  /**
   * The body as JSON. The exception says where it is wrong but quotes nothing of it, since bodies
   * hold secrets.
   *
   * @throws BodyDecodingException if it is not JSON of that type
   */
  public <T> T json(Class<T> type) {
    Objects.requireNonNull(type, "type");
    return decoded(type, () -> Json.read(bytes(), type));
  }

  /**
   * The body as JSON of a generic type.
   *
   * @throws BodyDecodingException if it is not JSON of that type
   */
  public <T> T json(TypeRef<T> type) {
    return decoded(type.type(), () -> Json.read(bytes(), type));
  }

  /**
   * This response, unless its status is an error.
   *
   * @throws StatusException if the status is 400 or higher
   */
  public Response raiseForStatus() {
    if (ok()) {
      return this;
    }
    TransportException lost = exchange.bodyFailure();
    String message = exchange.statusLine() + " from " + request.method() + " " + url()
        + (lost == null ? "" : "; its body was lost: " + lost.getMessage());
    throw failure(Category.STATUS_ERROR, message, Optional.ofNullable(lost)).toException();
  }

  /** Every attempt of the call, in order; the last one gave this response. */
  public List<Attempt> attempts() {
    return history.attempts();
  }

  /** The time from the start of the call to its last decision. */
  public Duration elapsed() {
    List<Attempt> attempts = attempts();
    Attempt last = attempts.get(attempts.size() - 1);
    return last.start().plus(last.elapsed());
  }

  /** The timeline of the call, for people to read. */
  public String explain() {
    return Explanation.ofResponse(attempts(), exchange.statusLine());
  }

  private Charset charset() {
    Matcher matcher = CHARSET.matcher(header("Content-Type").orElse(""));
    if (!matcher.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(matcher.group(1));
    } catch (IllegalArgumentException e) {
      String message = "character set '" + Escaped.text(matcher.group(1))
          + "' of the response is not known; use bytes()";
      throw failure(Category.DECODING_ERROR, message, Optional.of(e)).toException();
    }
  }

  private boolean startsWithMark() {
    byte[] body = bytes();
    return body.length >= UTF_8_MARK.length
        && Arrays.equals(body, 0, UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length);
  }

  private boolean looksLikeMarkup() {
    byte[] body = bytes();
    int i = 0;
    while (i < body.length && body[i] >= 0 && body[i] <= ' ') {
      i++;
    }
    return i < body.length && body[i] == '<';
  }

  private <T> T decoded(Type type, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JacksonException e) {
      String message = String.format(
          "the body of the %d from %s is not JSON of type %s: %s%s",
          status(),
          url(),
          type.getTypeName(),
          Json.describe(e),
          looksLikeMarkup() ? "; it looks like HTML or XML" : "");
      throw failure(Category.DECODING_ERROR, message, Optional.empty()).toException();
    }
  }

  private Failure failure(Category category, String message, Optional<Throwable> cause) {
    return new Failure(
        category,
        Sent.ANSWERED,
        message,
        cause,
        Optional.of(request),
        attempts(),
        Optional.of(this),
        Optional.empty());
  }

  /** Status, URL and size; neither headers nor body. */
  @Override
  public String toString() {
    byte[] body = exchange.body();
    String size = body == null ? "no whole body" : body.length + " bytes";
    return "Response[" + status() + " from " + url() + ", " + size + "]";
  }
}
