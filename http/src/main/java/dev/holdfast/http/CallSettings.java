/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.call.RequestDefaults;
import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.listen.CallListener;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.Route;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SessionBuilder} about how calls are made; the rest is about what carries them.
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

  final Listeners listeners() {
    return new Listeners(observers, listeners, carriers);
  }

  /**
   * Changes a part of the settings of every call.
   *
   * @param change gets the settings so far and returns others
   */
  public B settings(UnaryOperator<Settings> change) {
    settings = Objects.requireNonNull(change.apply(settings), "settings");
    return self();
  }

  /** The timeouts of every call (default: {@link Timeouts#defaults()}). */
  public B timeouts(Timeouts timeouts) {
    settings = settings.timeouts(timeouts);
    return self();
  }

  /** The retry policy of every call (default: {@link Retry#defaults()}). */
  public B retry(Retry retry) {
    settings = settings.retry(retry);
    return self();
  }

  /**
   * The policies that keep calls from making an outage worse (default:
   * {@link Safeguards#defaults()}: a retry budget and a cooldown). Their state is kept for each
   * origin, over all calls of the session.
   */
  public B safeguards(Safeguards safeguards) {
    settings = settings.safeguards(safeguards);
    return self();
  }

  /**
   * The name of the header of an {@link IdempotencyKey} (default: {@code Idempotency-Key}), such as
   * {@code PayPal-Request-Id}. A request with a header of that name has a key; a header of the
   * default name then is none. Mounts may have other names.
   *
   * @throws IllegalArgumentException if it is no header name, or one that the transport writes
   */
  public B idempotencyHeader(String name) {
    settings = settings.idempotencyHeader(name);
    return self();
  }

  /** Tells servers how long the call will wait (default: no such header). Mounts may differ. */
  public B deadlineHeader(DeadlineHeader header) {
    settings = settings.deadlineHeader(header);
    return self();
  }

  /**
   * Code that takes part in calls (default: none): {@code hooks(h -> h.beforeAttempt(…))}. Mounts
   * may have more.
   */
  public B hooks(UnaryOperator<Hooks> change) {
    settings = settings.hooks(change);
    return self();
  }

  /**
   * Which proxy leads to which URL: a {@link dev.holdfast.http.proxy.Proxy Proxy} for all of them,
   * those of this host included, or other rules (default: {@link ProxyRules#environment()}, read
   * when the session is built). {@link dev.holdfast.http.proxy.Proxy#none() Proxy.none()} for none.
   * Mounts may differ.
   */
  public B proxy(ProxyRules rules) {
    settings = settings.proxy(rules);
    return self();
  }

  /**
   * How else connections are made: to a Unix domain socket, from a local address, with other
   * options of sockets (default: {@link Route#direct()}). Mounts may differ.
   */
  public B route(Route route) {
    settings = settings.route(route);
    return self();
  }

  /**
   * What is trusted and presented, and how TLS is spoken (default: {@link Tls#jvm()}). Mounts of
   * whole origins may differ.
   */
  public B tls(Tls tls) {
    settings = settings.tls(tls);
    return self();
  }

  /** Keys and trusted certificates by a context of the caller's: {@link Tls#of}. */
  public B sslContext(SSLContext context) {
    return tls(Tls.of(Objects.requireNonNull(context, "context")));
  }

  /**
   * Adds an observer, which is called after every attempt (default: none). Several are called in
   * the order in which they were added; one that throws does not affect the others.
   */
  public B observer(AttemptObserver attemptObserver) {
    observers.add(Objects.requireNonNull(attemptObserver, "observer"));
    return self();
  }

  /** Adds a listener, which is told of every call from its beginning to its end (default: none). */
  public B listener(CallListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return self();
  }

  /**
   * Carries what is bound to the caller's thread to the session's threads (default: nothing).
   * Several are restored in the order in which they were added.
   */
  public B context(ContextCarrier carrier) {
    carriers.add(Objects.requireNonNull(carrier, "carrier"));
    return self();
  }

  /**
   * Where relative URLs lead (default: nowhere, all URLs are absolute): those of
   * {@link Session#get} and the like, and of a {@link dev.holdfast.http.message.UrlTemplate}. They
   * are put behind the base URL's path, with or without a slash in front of them, and cannot leave
   * it: with {@code https://api.example.com/v2}, {@code /orders} and {@code orders} both are
   * {@code https://api.example.com/v2/orders}. Absolute URLs stay what they are.
   *
   * @throws InvalidRequestException if it is no URL, or has a query
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
   * Headers, parameters, attributes and the version of HTTP that requests have unless they have
   * their own (default: none): {@code defaults(d -> d.header("Accept-Language", "de"))}. Mounts may
   * have more.
   */
  public B defaults(UnaryOperator<RequestDefaults> change) {
    settings = settings.defaults(change);
    return self();
  }

  /**
   * What a response has to be (default: anything). One below 400 for which the condition does not
   * hold is a failure of its attempt, {@link Category#BAD_RESPONSE}, with all that follows: it is
   * retried if that is safe, the breaker counts it, and the call may end with
   * {@link ProtocolException}. For what passes for a success and is none: the page of a captive
   * portal, an empty list from a server that lost its index. Several add up; one that throws does
   * not hold, and is logged. Not asked in streamed calls.
   *
   * @param what in words, for messages: what the response is if the condition holds
   * @param condition runs on the thread of the call, or on the session's executor
   */
  public B expect(String what, Predicate<Response> condition) {
    settings = settings.expect(what, condition);
    return self();
  }

  /**
   * A deadline of the host (a servlet container, gRPC, a job) that bounds each call in addition to
   * its own; {@link Deadline#none()} if the host has none at the moment. Asked when a call begins,
   * on its thread. To have the host's alone, see {@link Timeouts#withoutDeadline}.
   */
  public B deadlineFrom(Supplier<Deadline> source) {
    settings = settings.deadlineFrom(source);
    return self();
  }
}
