/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.Attributes;
import dev.holdfast.http.curl.CurlCommand;
import dev.holdfast.http.json.JsonBody;
import dev.holdfast.http.listen.InterimListener;
import dev.holdfast.http.listen.ProgressListener;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.GzipBody;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to send, and settings for this call alone. Immutable: every setter returns another request,
 * so one can be kept and sent often. Bad input is refused at once with
 * {@link InvalidRequestException}.
 */
public final class Request {

  private final String method;
  private final Url url;
  private final Headers headers;
  private final Body body;
  private final Overrides overrides;

  private Request(String method, Url url, Headers headers, Body body, Overrides overrides) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.overrides = overrides;
  }

  /**
   * A request with any method.
   *
   * @param method an HTTP token; letters become upper case
   * @param url absolute, {@code http} or {@code https}
   * @throws InvalidRequestException if one of them is malformed
   */
  public static Request of(String method, String url) {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(url, "url");
    return RequestChecks.checked(() -> {
      String name = HeaderRules.requireToken("method", method).toUpperCase(Locale.ROOT);
      if (name.equals("CONNECT")) {
        throw new IllegalArgumentException("method: CONNECT (expected: a method with a resource)");
      }
      return new Request(name, Url.parse(url), Headers.empty(), Body.none(), Overrides.NONE);
    });
  }

  /**
   * A request for a URL from a template, absolute or relative to the session's
   * {@linkplain SessionBuilder#baseUrl base URL}. The template's path is kept as the attribute
   * {@link AttributeKey#URL_TEMPLATE}.
   *
   * @param values in the order of the variables
   * @throws InvalidRequestException if the method is malformed, a value is missing or too many, or
   *     one would change the shape of the path
   */
  public static Request of(String method, UrlTemplate template, Object... values) {
    Objects.requireNonNull(template, "template");
    Objects.requireNonNull(values, "values");
    return RequestChecks.checked(() -> BaseUrl.request(method, template.expand(values)))
        .attribute(AttributeKey.URL_TEMPLATE, template.path());
  }

  /** As {@link #of(String, UrlTemplate, Object...)}, with the values by name. */
  public static Request of(String method, UrlTemplate template, Map<String, ?> values) {
    Objects.requireNonNull(template, "template");
    Objects.requireNonNull(values, "values");
    return RequestChecks.checked(() -> BaseUrl.request(method, template.expand(values)))
        .attribute(AttributeKey.URL_TEMPLATE, template.path());
  }

  /** A GET request for a URL from a template. */
  public static Request get(UrlTemplate template, Object... values) {
    return of("GET", template, values);
  }

  /** A POST request for a URL from a template. */
  public static Request post(UrlTemplate template, Object... values) {
    return of("POST", template, values);
  }

  /** A GET request. */
  public static Request get(String url) {
    return of("GET", url);
  }

  /** A HEAD request. */
  public static Request head(String url) {
    return of("HEAD", url);
  }

  /** An OPTIONS request. */
  public static Request options(String url) {
    return of("OPTIONS", url);
  }

  /** A POST request. */
  public static Request post(String url) {
    return of("POST", url);
  }

  /** A PUT request. */
  public static Request put(String url) {
    return of("PUT", url);
  }

  /** A PATCH request. */
  public static Request patch(String url) {
    return of("PATCH", url);
  }

  /** A DELETE request. */
  public static Request delete(String url) {
    return of("DELETE", url);
  }

  /**
   * This request with a header in place of all of the same name.
   *
   * @throws InvalidRequestException if name or value hold characters they must not (CR, LF, NUL…),
   *     or the header is one that the transport writes: {@code Host}, {@code Content-Length},
   *     {@code Transfer-Encoding}, {@code Connection}…
   */
  public Request header(String name, String value) {
    return RequestChecks.checked(
        () -> withHeaders(headers.with(RequestChecks.checkedName(name, value), value)));
  }

  /** This request with one more header; those of the same name stay. */
  public Request addHeader(String name, String value) {
    return RequestChecks.checked(
        () -> withHeaders(headers.plus(RequestChecks.checkedName(name, value), value)));
  }

  /** This request with one more query parameter, percent-encoded. */
  public Request query(String name, String value) {
    return new Request(method, url.withQuery(name, value), headers, body, overrides);
  }

  /**
   * This request to another URL. To another origin it takes only headers that are known to hold no
   * credentials, as a redirect does: so a URL that came from a server can be used.
   *
   * @throws IllegalStateException if this is relative to a base URL, so that its origin is not
   *     known
   */
  public Request to(Url target) {
    Objects.requireNonNull(target, "target");
    Headers kept = Redirects.crossing(this, target, headers, IdempotencyKey.HEADER);
    return new Request(method, target, kept, body, overrides.withRelative(false));
  }

  /** This request with a body. */
  public Request body(Body body) {
    Objects.requireNonNull(body, "body");
    // A body may be the caller's code: its content type becomes a header, so check it.
    return RequestChecks.checked(() -> {
      body.contentType().ifPresent(type -> Headers.empty().plus("Content-Type", type));
      return new Request(method, url, headers, body, overrides);
    });
  }

  /** This request with a text in UTF-8 as its body. */
  public Request body(String text) {
    return body(Body.of(Objects.requireNonNull(text, "text")));
  }

  /** This request with these bytes as its body. */
  public Request body(byte[] bytes) {
    return body(Body.of(bytes));
  }

  /**
   * This request with a file as its body, which is read again for each attempt.
   *
   * @throws InvalidRequestException if it is not a readable regular file
   */
  public Request file(Path path) {
    return RequestChecks.checked(() -> body(Body.file(path)));
  }

  /**
   * This request with a value as JSON. The session's {@link dev.holdfast.http.codec.BodyCodec}
   * encodes it when a call begins, once for all attempts: do not change it before. A value that
   * cannot be encoded ends the call with {@link InvalidRequestException} before anything is sent.
   */
  public Request json(Object value) {
    return withBody(new JsonBody(Objects.requireNonNull(value, "value")));
  }

  /** This request with an idempotency key, which makes it safe to retry whatever its method. */
  public Request idempotencyKey(IdempotencyKey key) {
    return with(overrides.withIdempotencyKey(Objects.requireNonNull(key, "key")));
  }

  /** This request with all timeouts of its own. */
  public Request timeouts(Timeouts timeouts) {
    return with(overrides.withTimeouts(Objects.requireNonNull(timeouts, "timeouts")));
  }

  /**
   * This request with a deadline of its own.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public Request deadline(Duration deadline) {
    return with(overrides.withDeadline(Nanos.requirePositive("deadline", deadline)));
  }

  /**
   * This request within that deadline as well: the earlier one ends the call. For the deadline that
   * a server has received ({@link DeadlineHeader#received}), and for several calls that share one
   * deadline.
   */
  public Request within(Deadline deadline) {
    return with(overrides.within(Objects.requireNonNull(deadline, "deadline")));
  }

  /** This request with a retry policy of its own. */
  public Request retry(Retry retry) {
    return with(overrides.withRetry(Objects.requireNonNull(retry, "retry")));
  }

  /**
   * This request over another version of HTTP (default: {@link HttpVersion#HTTP_1_1}). A blocking
   * call that may travel by HTTP/2 runs over the session's asynchronous transport and waits for it.
   */
  public Request httpVersion(HttpVersion version) {
    return with(overrides.withHttpVersion(Objects.requireNonNull(version, "version")));
  }

  /**
   * This request with its body compressed (gzip; default: as it is). For servers that are known to
   * take it: one that does not answers 415, or takes the bytes for the content. A body in memory up
   * to 1 MiB is compressed when the call begins; any other one while it is sent, so that its length
   * is not known before. A request without a body stays as it is.
   */
  public Request gzip() {
    return with(overrides.withGzip());
  }

  /**
   * This request with a listener that is told how far its bodies have come, out and in, attempt by
   * attempt (default: none).
   */
  public Request progress(ProgressListener listener) {
    return with(overrides.withProgress(Objects.requireNonNull(listener, "listener")));
  }

  /**
   * This request with the beginning of its response read before {@link Session#stream} or
   * {@link Session#streamAsync} returns (default: 0 bytes). So a body that breaks off or stalls
   * within it is fetched again, as by {@link Session#request}; the rest is streamed. Not read ahead
   * are bodies that are announced to be longer, those of a status other than 2xx, and media types
   * that are made while they are read, such as {@code text/event-stream}.
   *
   * @param bytes as they come from the connection, before they are decoded
   * @throws IllegalArgumentException if negative
   */
  public Request readAhead(int bytes) {
    return with(overrides.withReadAhead(bytes));
  }

  /**
   * This request with a value for hooks, listeners and the code that gets the response, in place of
   * one of the same name; never sent. It stays with the request over redirects.
   */
  public <T> Request attribute(AttributeKey<T> key, T value) {
    return with(overrides.withAttributes(attributes().with(key, value)));
  }

  /**
   * As {@link #attribute(AttributeKey, Object)}, for a name without a type.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public Request attribute(String name, Object value) {
    return with(overrides.withAttributes(attributes().with(name, value)));
  }

  /** The attributes that the caller set. */
  public Attributes attributes() {
    return overrides.attributes();
  }

  /**
   * This request with a listener that is told of interim responses, such as 103 (default: none).
   */
  public Request interim(InterimListener listener) {
    return with(overrides.withInterim(Objects.requireNonNull(listener, "listener")));
  }

  /** The method, in upper case. */
  public String method() {
    return method;
  }

  /**
   * Where to.
   *
   * @throws IllegalStateException if that is relative, and known only when a session makes the call
   */
  public Url url() {
    if (overrides.relative()) {
      throw new IllegalStateException("url: relative to the base URL of a session (expected:"
          + " asked of the request of a response, of a hook or of a listener)");
    }
    return url;
  }

  /** This request below a base URL, if it is relative. */
  Request below(@Nullable Url base) {
    if (!overrides.relative()) {
      return this;
    }
    return new Request(
        method, BaseUrl.resolve(base, url), headers, body, overrides.withRelative(false));
  }

  /** This request, relative to a base URL. */
  Request asRelative() {
    return with(overrides.withRelative(true));
  }

  /** The headers that the caller set. */
  public Headers headers() {
    return headers;
  }

  /** The body; {@link Body#none()} if there is none. */
  public Body body() {
    return body;
  }

  Overrides overrides() {
    return overrides;
  }

  /** The same call at another place, after a redirect. */
  Request redirected(String newMethod, Url newUrl, Headers newHeaders, Body newBody) {
    return new Request(newMethod, newUrl, newHeaders, newBody, overrides);
  }

  /** As it is sent, of what was asked for. */
  Request compressed() {
    return overrides.gzip() && body != Body.none()
        ? RequestChecks.checked(
            () -> withBody(GzipBody.of(body)).withHeaders(headers.plus("Content-Encoding", "gzip")))
        : this;
  }

  Request withBody(Body newBody) {
    return new Request(method, url, headers, newBody, overrides);
  }

  Request withHeaders(Headers newHeaders) {
    return new Request(method, url, newHeaders, body, overrides);
  }

  Request with(Overrides newOverrides) {
    return new Request(method, url, headers, body, newOverrides);
  }

  /**
   * This request, not a relative one, as a command of curl for a POSIX shell: for a bug report or a
   * try by hand. Secrets are masked, so that it can be shown; put them in before you run it.
   */
  public String toCurl() {
    return CurlCommand.of(method, url(), headers, JsonBody.shown(body));
  }

  /** Method and URL, secrets masked. */
  @Override
  public String toString() {
    return method + " "
        + (overrides.relative() ? url.masked().substring(url.origin().length()) : url);
  }
}
