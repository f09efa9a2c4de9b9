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
 * An HTTP request: method, URL, headers, body, and the settings that differ from the session's.
 * Immutable: every setter returns another request, so one can be kept and sent often. Invalid input
 * is refused at once with {@link InvalidRequestException}.
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
   * Returns a request with any method.
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
   * Returns a request for a URL from a template, absolute or relative to the session's
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

  /** Returns a GET request for a URL from a template. */
  public static Request get(UrlTemplate template, Object... values) {
    return of("GET", template, values);
  }

  /** Returns a POST request for a URL from a template. */
  public static Request post(UrlTemplate template, Object... values) {
    return of("POST", template, values);
  }

  /** Returns a GET request. */
  public static Request get(String url) {
    return of("GET", url);
  }

  /** Returns a HEAD request. */
  public static Request head(String url) {
    return of("HEAD", url);
  }

  /** Returns an OPTIONS request. */
  public static Request options(String url) {
    return of("OPTIONS", url);
  }

  /** Returns a POST request. */
  public static Request post(String url) {
    return of("POST", url);
  }

  /** Returns a PUT request. */
  public static Request put(String url) {
    return of("PUT", url);
  }

  /** Returns a PATCH request. */
  public static Request patch(String url) {
    return of("PATCH", url);
  }

  /** Returns a DELETE request. */
  public static Request delete(String url) {
    return of("DELETE", url);
  }

  /**
   * Returns this request with a header that replaces all of the same name.
   *
   * @throws InvalidRequestException if name or value contain invalid characters (CR, LF, NUL…), or
   *     the header is one that the transport writes: {@code Host}, {@code Content-Length},
   *     {@code Transfer-Encoding}, {@code Connection}…
   */
  public Request header(String name, String value) {
    return RequestChecks.checked(
        () -> withHeaders(headers.with(RequestChecks.checkedName(name, value), value)));
  }

  /** Returns this request with one more header. Those of the same name stay. */
  public Request addHeader(String name, String value) {
    return RequestChecks.checked(
        () -> withHeaders(headers.plus(RequestChecks.checkedName(name, value), value)));
  }

  /** Returns this request with one more query parameter, percent-encoded. */
  public Request query(String name, String value) {
    return new Request(method, url.withQuery(name, value), headers, body, overrides);
  }

  /**
   * Returns this request for another URL. For another origin it keeps only headers that are known
   * to hold no credentials, as a redirect does. So a URL that came from a server can be used.
   *
   * @throws IllegalStateException if this is relative to a base URL, so that its origin is not
   *     known
   */
  public Request to(Url target) {
    Objects.requireNonNull(target, "target");
    Headers kept = Redirects.crossing(this, target, headers, IdempotencyKey.HEADER);
    return new Request(method, target, kept, body, overrides.withRelative(false));
  }

  /** Returns this request with a body. */
  public Request body(Body body) {
    Objects.requireNonNull(body, "body");
    // The caller's code may implement the body. Its content type becomes a header, so it is
    // checked.
    return RequestChecks.checked(() -> {
      body.contentType().ifPresent(type -> Headers.empty().plus("Content-Type", type));
      return new Request(method, url, headers, body, overrides);
    });
  }

  /** Returns this request with a text in UTF-8 as its body. */
  public Request body(String text) {
    return body(Body.of(Objects.requireNonNull(text, "text")));
  }

  /** Returns this request with these bytes as its body. */
  public Request body(byte[] bytes) {
    return body(Body.of(bytes));
  }

  /**
   * Returns this request with a file as its body, which is read again for each attempt.
   *
   * @throws InvalidRequestException if it is not a readable regular file
   */
  public Request file(Path path) {
    return RequestChecks.checked(() -> body(Body.file(path)));
  }

  /**
   * Returns this request with a value as JSON. The session's
   * {@link dev.holdfast.http.codec.BodyCodec} encodes it when a call begins, once for all attempts:
   * do not change it before. A value that cannot be encoded ends the call with
   * {@link InvalidRequestException} before anything is sent.
   */
  public Request json(Object value) {
    return withBody(new JsonBody(Objects.requireNonNull(value, "value")));
  }

  /** Returns this request with an idempotency key, so that any method is safe to retry. */
  public Request idempotencyKey(IdempotencyKey key) {
    return with(overrides.withIdempotencyKey(Objects.requireNonNull(key, "key")));
  }

  /** Returns this request with its own timeouts, which replace the session's. */
  public Request timeouts(Timeouts timeouts) {
    return with(overrides.withTimeouts(Objects.requireNonNull(timeouts, "timeouts")));
  }

  /**
   * Returns this request with its own deadline.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public Request deadline(Duration deadline) {
    return with(overrides.withDeadline(Nanos.requirePositive("deadline", deadline)));
  }

  /**
   * Returns this request with an additional deadline: the earlier one ends the call. Use it for the
   * deadline that a server has received ({@link DeadlineHeader#received}), and for several calls
   * that share one deadline.
   */
  public Request within(Deadline deadline) {
    return with(overrides.within(Objects.requireNonNull(deadline, "deadline")));
  }

  /** Returns this request with its own retry policy. */
  public Request retry(Retry retry) {
    return with(overrides.withRetry(Objects.requireNonNull(retry, "retry")));
  }

  /**
   * Returns this request for another version of HTTP (default: {@link HttpVersion#HTTP_1_1}). A
   * blocking call that may use HTTP/2 runs over the session's asynchronous transport and waits for
   * it.
   */
  public Request httpVersion(HttpVersion version) {
    return with(overrides.withHttpVersion(Objects.requireNonNull(version, "version")));
  }

  /**
   * Returns this request with its body compressed (gzip; default: not compressed). Use it for
   * servers that are known to accept it. Others answer 415, or take the compressed bytes for the
   * content. A body in memory up to 1 MiB is compressed when the call begins. Any other one is
   * compressed while it is sent, so its length is not known before. A request without a body is
   * unchanged.
   */
  public Request gzip() {
    return with(overrides.withGzip());
  }

  /** Returns this request with a listener for the progress of its bodies (default: none). */
  public Request progress(ProgressListener listener) {
    return with(overrides.withProgress(Objects.requireNonNull(listener, "listener")));
  }

  /**
   * Returns this request with the beginning of its response read before {@link Session#stream} or
   * {@link Session#streamAsync} returns (default: 0 bytes). A body that breaks off or stalls within
   * it is fetched again, as by {@link Session#request}; the rest is streamed. Not read ahead are
   * bodies that are announced to be longer, those of a status other than 2xx, and media types that
   * are produced while they are read, such as {@code text/event-stream}.
   *
   * @param bytes the number of bytes as received, before they are decoded
   * @throws IllegalArgumentException if negative
   */
  public Request readAhead(int bytes) {
    return with(overrides.withReadAhead(bytes));
  }

  /**
   * Returns this request with a value for hooks, listeners and the code that gets the response. It
   * replaces one of the same name, is never sent, and is kept over redirects.
   */
  public <T> Request attribute(AttributeKey<T> key, T value) {
    return with(overrides.withAttributes(attributes().with(key, value)));
  }

  /**
   * Sets an attribute as {@link #attribute(AttributeKey, Object)} does, for a name without a type.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public Request attribute(String name, Object value) {
    return with(overrides.withAttributes(attributes().with(name, value)));
  }

  /** Returns the attributes that the caller set. */
  public Attributes attributes() {
    return overrides.attributes();
  }

  /** Returns this request with a listener for interim responses, such as 103 (default: none). */
  public Request interim(InterimListener listener) {
    return with(overrides.withInterim(Objects.requireNonNull(listener, "listener")));
  }

  /** Returns the method, in upper case. */
  public String method() {
    return method;
  }

  /**
   * Returns the URL.
   *
   * @throws IllegalStateException if it is relative, and known only when a session makes the call
   */
  public Url url() {
    if (overrides.relative()) {
      throw new IllegalStateException("url: relative to the base URL of a session (expected:"
          + " asked of the request of a response, of a hook or of a listener)");
    }
    return url;
  }

  /** Returns this request with its URL resolved against a base URL, if it is relative. */
  Request below(@Nullable Url base) {
    if (!overrides.relative()) {
      return this;
    }
    return new Request(
        method, BaseUrl.resolve(base, url), headers, body, overrides.withRelative(false));
  }

  /** Returns this request, relative to a base URL. */
  Request asRelative() {
    return with(overrides.withRelative(true));
  }

  /** Returns the headers that the caller set. */
  public Headers headers() {
    return headers;
  }

  /** Returns the body; {@link Body#none()} if there is none. */
  public Body body() {
    return body;
  }

  Overrides overrides() {
    return overrides;
  }

  /** Returns the same call for the target of a redirect. */
  Request redirected(String newMethod, Url newUrl, Headers newHeaders, Body newBody) {
    return new Request(newMethod, newUrl, newHeaders, newBody, overrides);
  }

  /** Returns the request as it is sent, with its body compressed if that was asked for. */
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
   * Returns this request, not a relative one, as a curl command for a POSIX shell, for a bug report
   * or a manual test. Secrets are masked, so that it can be shown; insert them before you run it.
   */
  public String toCurl() {
    return CurlCommand.of(method, url(), headers, JsonBody.shown(body));
  }

  /** Returns method and URL, with secrets masked. */
  @Override
  public String toString() {
    return method + " "
        + (overrides.relative() ? url.masked().substring(url.origin().length()) : url);
  }
}
