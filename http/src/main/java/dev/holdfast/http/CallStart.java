/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.call.RequestDefaults;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.time.Deadline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Begins calls: finds the settings, and completes the request with defaults.
 *
 * @param baseUrl of relative requests, if the session has one
 */
record CallStart(
    SessionParts parts, Mounts mounts, @Nullable Url baseUrl) {

  /** Resolves the request against the base URL. */
  Request resolved(Request request) {
    return Objects.requireNonNull(request, "request").below(baseUrl);
  }

  /**
   * Begins a call of a session that is open.
   *
   * @throws InvalidRequestException if the request cannot be made with those settings
   */
  HttpCall begin(Request given, boolean asynchronous) {
    Request placed = resolved(given);
    Settings settings = settings(placed);
    Request request = completed(placed, settings.defaults());
    Overrides overrides = request.overrides();
    Deadline host = settings.host();
    requireCapable(overrides, host);
    long own = overrides.deadline() == null
        ? settings.timeouts().deadlineNanos()
        : Nanos.of(overrides.deadline());
    long deadline =
        Math.min(Math.min(own, overrides.within().remainingNanos()), host.remainingNanos());
    Request complete =
        encoded(settings.headers().withKey(request, parts.time())).compressed();
    CallInfo info =
        parts.listeners().info(complete, settings, deadline, asynchronous, parts.time());
    long now = parts.time().nanoTime();
    return new HttpCall(
        parts, complete, settings, Deadline.afterNanos(deadline, now, parts.time()), now, info);
  }

  /** Returns the request with a body that can be sent. A value is encoded once for all attempts. */
  private Request encoded(Request request) {
    Body body;
    try {
      body = parts.codecs().encoded(request.body());
    } catch (IllegalArgumentException unfit) {
      throw InvalidRequestException.of(unfit);
    }
    return body == request.body() ? request : request.withBody(body);
  }

  /** Returns the request with the defaults for everything that it leaves open. */
  private static Request completed(Request request, RequestDefaults defaults) {
    if (defaults == RequestDefaults.none()) {
      return request;
    }
    Url url = request.url();
    for (RequestDefaults.Parameter parameter : defaults.query()) {
      url =
          url.hasQuery(parameter.name()) ? url : url.withQuery(parameter.name(), parameter.value());
    }
    Overrides own = request
        .overrides()
        .withAttributes(request.attributes().withDefaults(defaults.attributes()));
    if (!own.hasHttpVersion() && defaults.httpVersion().isPresent()) {
      own = own.withHttpVersion(defaults.httpVersion().get());
    }
    return request
        .redirected(
            request.method(),
            url,
            request.headers().withDefaults(defaults.headers()),
            request.body())
        .with(own);
  }

  /** Returns how long a call of that request may take. */
  long deadlineNanos(Request given) {
    Request request = resolved(given);
    Overrides overrides = request.overrides();
    return overrides.deadline() == null
        ? settings(request).timeouts().deadlineNanos()
        : Nanos.of(overrides.deadline());
  }

  /** Returns the settings for a call of that request, which is resolved. */
  Settings settings(Request request) {
    Overrides overrides = request.overrides();
    Settings settings = mounts.of(request.url());
    if (overrides.timeouts() == null && overrides.retry() == null) {
      return settings;
    }
    Settings own = settings
        .timeouts(overrides.timeouts() == null ? settings.timeouts() : overrides.timeouts())
        .retry(overrides.retry() == null ? settings.retry() : overrides.retry());
    parts.requirements().check(own);
    return overrides.deadline() == null ? own.checked() : own;
  }

  /** Checks the settings that only a request can have. */
  private void requireCapable(Overrides overrides, Deadline host) {
    if (overrides.httpVersion() == HttpVersion.HTTP_2 && !parts.can().http2()) {
      throw InvalidRequestException.of(new IllegalArgumentException(
          "httpVersion: HTTP_2 (expected: HTTP_1_1 or NEGOTIATE, the transport has no HTTP/2)"));
    }
    boolean timed = overrides.deadline() != null || !overrides.within().isNone() || !host.isNone();
    if (timed && !parts.can().deadline()) {
      throw InvalidRequestException.of(new IllegalArgumentException(
          "deadline: set (expected: none, the transport cannot keep one)"));
    }
  }
}
