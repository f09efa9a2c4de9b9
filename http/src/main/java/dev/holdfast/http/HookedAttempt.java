/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.field.ManagedHeaders;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.hook.PreviousAttempt;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.TransportRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An attempt while its hooks run. */
final class HookedAttempt implements OutgoingAttempt {

  private static final List<String> RANGE = List.of("range", "if-range");

  private final HttpCall call;
  private final CallInfo info;
  private final TransportRequest request;
  private final boolean hedge;
  private final boolean elsewhere;
  private final @Nullable PreviousAttempt previous;
  private final Set<String> leftOut = new LinkedHashSet<>();
  private Headers headers;
  private volatile boolean over;

  HookedAttempt(
      HttpCall call,
      CallInfo info,
      TransportRequest request,
      boolean hedge,
      @Nullable PreviousAttempt previous) {
    this.call = call;
    this.info = info;
    this.request = request;
    this.hedge = hedge;
    this.previous = previous;
    this.headers = request.headers();
    this.elsewhere = !call.request().url().sameOrigin(request.url());
  }

  /** Ends the changes of the hooks. Later ones are refused, because they would be lost. */
  Headers done() {
    over = true;
    return headers;
  }

  /** Returns the names of the headers that must not go to another origin. */
  Set<String> leftOut() {
    return leftOut;
  }

  @Override
  public CallInfo call() {
    return info;
  }

  @Override
  public int number() {
    return call.state().attempts();
  }

  @Override
  public boolean hedge() {
    return hedge;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public Url url() {
    return request.url();
  }

  @Override
  public boolean elsewhere() {
    return elsewhere;
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public Body body() {
    return request.body();
  }

  @Override
  public Optional<Duration> timeLeft() {
    AttemptLimits limits = call.limits();
    long left = Math.min(limits.attemptNanos(), limits.deadlineNanos());
    return left == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, left)));
  }

  @Override
  public Optional<PreviousAttempt> previous() {
    return Optional.ofNullable(previous);
  }

  @Override
  public OutgoingAttempt header(String name, String value) {
    Headers changed = headers.with(checked(name), value);
    if (goes(name)) {
      headers = changed;
    }
    return this;
  }

  @Override
  public OutgoingAttempt addHeader(String name, String value) {
    Headers changed = headers.plus(checked(name), value);
    if (goes(name)) {
      headers = changed;
    }
    return this;
  }

  @Override
  public OutgoingAttempt headerFor(String origin, String name, String value) {
    Headers changed = headers.with(checked(name), value);
    if (Url.parse(origin).sameOrigin(request.url())) {
      headers = changed;
    }
    return this;
  }

  @Override
  public OutgoingAttempt removeHeader(String name) {
    headers = headers.without(checked(name));
    return this;
  }

  private boolean goes(String name) {
    boolean goes = !elsewhere || Redirects.crosses(name);
    if (!goes) {
      leftOut.add(name);
    }
    return goes;
  }

  private String checked(String name) {
    if (over) {
      throw new IllegalStateException("the attempt is on its way (expected: changes before the"
          + " hook returns, or before its stage completes)");
    }
    if (name.equalsIgnoreCase(call.keyHeader())) {
      throw new IllegalArgumentException("header " + name
          + " is the same in all attempts (expected: a key that is set with the request)");
    }
    if (call.download() != null && RANGE.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header " + name
          + " is written by Holdfast in a download, which asks for the rest of a file with it");
    }
    return ManagedHeaders.requireUnmanaged(name);
  }

  /** Returns method and URL, with secrets masked. */
  @Override
  public String toString() {
    return "attempt " + number() + ", " + method() + " " + url();
  }
}
