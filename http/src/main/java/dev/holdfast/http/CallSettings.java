/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.call.RequestDefaults;
import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.listen.CallListener;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.Route;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SessionBuilder} about calls. The rest is about connections and transports.
 *
 * @param <B> the builder
 */
abstract sealed class CallSettings<B extends CallSettings<B>> permits IdentitySettings {

  private Settings settings;
  private final List<AttemptObserver> observers = new ArrayList<>();
  private final List<CallListener> listeners = new ArrayList<>();
  private final List<ContextCarrier> carriers = new ArrayList<>();
  private @Nullable Url baseUrl;

  CallSettings() {
    settings = new Settings(Timeouts.defaults(), Retry.defaults());
  }

  CallSettings(CallSettings<B> from) {
    settings = from.settings;
    observers.addAll(from.observers);
    listeners.addAll(from.listeners);
    carriers.addAll(from.carriers);
    baseUrl = from.baseUrl;
  }

  abstract B self();

  final Settings settings() {
    return settings;
  }

  final void settings(Settings other) {
    settings = other;
  }

  final Listeners listeners(TimeSource time) {
    return new Listeners(observers, listeners, carriers, new CallersCode(time));
  }

  /**
   * Changes a part of the settings of every call.
   *
   * @param change gets the current settings and returns changed ones
   */
  public B settings(UnaryOperator<Settings> change) {
    settings = Objects.requireNonNull(change.apply(settings), "settings");
    return self();
  }

  /** Sets the timeouts of every call (default: {@link Timeouts#defaults()}). */
  public B timeouts(Timeouts timeouts) {
    settings = settings.timeouts(timeouts);
    return self();
  }

  /** Sets the retry policy of every call (default: {@link Retry#defaults()}). */
  public B retry(Retry retry) {
    settings = settings.retry(retry);
    return self();
  }

  /**
   * Sets the policies that keep calls from making an outage worse (default:
   * {@link Safeguards#defaults()}: a retry budget and a cooldown). All calls of the session share
   * their state for each origin.
   */
  public B safeguards(Safeguards safeguards) {
    settings = settings.safeguards(safeguards);
    return self();
  }

  /**
   * Sets the name of the header of an {@link IdempotencyKey} (default: {@code Idempotency-Key}),
   * such as {@code PayPal-Request-Id}. A request with a header of that name has a key; the default
   * name then has no meaning. Mounts may have other names.
   *
   * @throws IllegalArgumentException if it is no header name, or one that the transport writes
   */
  public B idempotencyHeader(String name) {
    settings = settings.idempotencyHeader(name);
    return self();
  }

  /**
   * Sends the time that the call will still wait to servers (default: no such header). Mounts may
   * differ.
   */
  public B deadlineHeader(DeadlineHeader header) {
    settings = settings.deadlineHeader(header);
    return self();
  }

  /**
   * Adds code that takes part in calls (default: none): {@code hooks(h -> h.beforeAttempt(…))}.
   * Mounts may add more.
   */
  public B hooks(UnaryOperator<Hooks> change) {
    settings = settings.hooks(change);
    return self();
  }

  /**
   * Sets the proxy for each URL: a {@link dev.holdfast.http.proxy.Proxy Proxy} for all URLs, those
   * of this host included, or other rules (default: {@link ProxyRules#environment()}, read when the
   * session is built). {@link dev.holdfast.http.proxy.Proxy#none() Proxy.none()} turns proxies off.
   * Mounts may differ.
   */
  public B proxy(ProxyRules rules) {
    settings = settings.proxy(rules);
    return self();
  }

  /**
   * Sets other ways to connect: to a Unix domain socket, from a local address, with socket options
   * (default: {@link Route#direct()}). Mounts may differ.
   */
  public B route(Route route) {
    settings = settings.route(route);
    return self();
  }

  /**
   * Sets the trusted certificates, the own keys and the parameters of TLS (default:
   * {@link Tls#jvm()}). Mounts of whole origins may differ.
   */
  public B tls(Tls tls) {
    settings = settings.tls(tls);
    return self();
  }

  /** Takes keys and trusted certificates from the caller's context: {@link Tls#of}. */
  public B sslContext(SSLContext context) {
    return tls(Tls.of(Objects.requireNonNull(context, "context")));
  }

  /**
   * Adds an observer, which is called after every attempt (default: none). Observers are called in
   * the order in which they were added. One that throws does not affect the others.
   */
  public B observer(AttemptObserver attemptObserver) {
    observers.add(Objects.requireNonNull(attemptObserver, "observer"));
    return self();
  }

  /**
   * Adds a listener, which is called from the beginning of every call to its end (default: none).
   */
  public B listener(CallListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return self();
  }

  /**
   * Carries the values bound to the caller's thread to the session's threads (default: none).
   * Several carriers are restored in the order in which they were added.
   */
  public B context(ContextCarrier carrier) {
    carriers.add(Objects.requireNonNull(carrier, "carrier"));
    return self();
  }

  /**
   * Sets the base of relative URLs (default: none, all URLs are absolute): those of
   * {@link Session#get} and the like, and of a {@link dev.holdfast.http.message.UrlTemplate}. They
   * are appended to the base URL's path, with or without a leading slash, and cannot leave it: with
   * {@code https://api.example.com/v2}, {@code /orders} and {@code orders} both are
   * {@code https://api.example.com/v2/orders}. Absolute URLs stay unchanged.
   *
   * @throws InvalidRequestException if it is not a URL, or has a query
   */
  public B baseUrl(String url) {
    Url base;
    try {
      base = Url.parse(Objects.requireNonNull(url, "url"));
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.of(e);
    }
    if (base.target().indexOf('?') >= 0) {
      throw InvalidRequestException.of(new IllegalArgumentException(
          "baseUrl: has a query (expected: scheme, host and path only)"));
    }
    baseUrl = base;
    return self();
  }

  final @Nullable Url baseUrl() {
    return baseUrl;
  }

  /**
   * Sets headers, parameters, attributes and the HTTP version for requests that have none of their
   * own (default: none): {@code defaults(d -> d.header("Accept-Language", "de"))}. Mounts may add
   * more.
   */
  public B defaults(UnaryOperator<RequestDefaults> change) {
    settings = settings.defaults(change);
    return self();
  }

  /**
   * Adds a condition that responses must meet (default: none). A response below 400 that does not
   * meet it fails its attempt with {@link Category#BAD_RESPONSE}: the attempt is retried if that is
   * safe, the breaker counts it, and the call may end with {@link ProtocolException}. This is for
   * false successes: the page of a captive portal, an empty list from a server that lost its index.
   * Several conditions add up. One that throws is not met, and is logged. One that blocks is
   * interrupted at the deadline, and the call fails then. Streamed calls are not checked.
   *
   * @param what the description of a response that meets the condition, for messages
   * @param condition runs on the thread of the call, or on the session's executor
   */
  public B expect(String what, Predicate<Response> condition) {
    settings = settings.expect(what, condition);
    return self();
  }

  /**
   * Sets a source of the host's deadline (a servlet container, gRPC, a job), which bounds each call
   * in addition to its own. The source returns {@link Deadline#none()} if the host has none at the
   * moment. It is called when a call begins, on its thread. To use the host's deadline alone, see
   * {@link Timeouts#withoutDeadline}.
   */
  public B deadlineFrom(Supplier<Deadline> source) {
    settings = settings.deadlineFrom(source);
    return self();
  }
}
