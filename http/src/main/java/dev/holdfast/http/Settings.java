/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.call.RequestDefaults;
import dev.holdfast.http.caller.Condition;
import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.origin.Routing;
import dev.holdfast.http.proxy.ProxyRules;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.Route;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The settings of a session, or of the URLs below a prefix: see {@link SessionBuilder#mount}. Each
 * method with an argument returns changed settings. Immutable: methods change a copy before they
 * return it.
 */
public final class Settings {

  private Timeouts timeouts;
  private Retry retry;
  private Safeguards safeguards = Safeguards.defaults();
  private CallHeaders headers = CallHeaders.STANDARD;
  private Tls tls = Tls.jvm();
  private Hooks hooks = Hooks.none();
  private Routing routing = Routing.DEFAULT;
  private RequestDefaults defaults = RequestDefaults.none();
  private List<Condition<Response>> checks = List.of();
  private Supplier<Deadline> host = Deadline::none;

  Settings(Timeouts timeouts, Retry retry) {
    this.timeouts = timeouts;
    this.retry = retry;
  }

  private Settings with(Consumer<Settings> change) {
    Settings copy = new Settings(timeouts, retry);
    copy.safeguards = safeguards;
    copy.headers = headers;
    copy.tls = tls;
    copy.hooks = hooks;
    copy.routing = routing;
    copy.defaults = defaults;
    copy.checks = checks;
    copy.host = host;
    change.accept(copy);
    return copy;
  }

  /** Returns the timeouts. */
  public Timeouts timeouts() {
    return timeouts;
  }

  /** Returns the retry policy. */
  public Retry retry() {
    return retry;
  }

  /** Returns the policies that keep calls from making an outage worse. */
  public Safeguards safeguards() {
    return safeguards;
  }

  /** Returns the settings of TLS. */
  public Tls tls() {
    return tls;
  }

  Hooks hooks() {
    return hooks;
  }

  Routing routing() {
    return routing;
  }

  RequestDefaults defaults() {
    return defaults;
  }

  List<Condition<Response>> checks() {
    return checks;
  }

  /**
   * Returns the route of requests to that URL.
   *
   * @throws InvalidRequestException if the rules for proxies fail
   */
  Route routeTo(Url url) {
    try {
      return routing.to(url);
    } catch (IllegalArgumentException failure) {
      throw InvalidRequestException.of(failure);
    }
  }

  /** Returns the deadline of the host, if it has one for the present thread. */
  Deadline host() {
    return Objects.requireNonNull(host.get(), "deadlineFrom: null (expected: Deadline.none())");
  }

  CallHeaders headers() {
    return headers;
  }

  /** Returns these settings with other timeouts. */
  public Settings timeouts(Timeouts timeouts) {
    Objects.requireNonNull(timeouts, "timeouts");
    return with(copy -> copy.timeouts = timeouts);
  }

  /** Returns these settings with another retry policy. */
  public Settings retry(Retry retry) {
    Objects.requireNonNull(retry, "retry");
    return with(copy -> copy.retry = retry);
  }

  /**
   * Returns these settings with other safeguards, which have their own state for each origin.
   * Mounts with the same safeguards, or with those of the session, share the state of an origin.
   */
  public Settings safeguards(Safeguards safeguards) {
    Objects.requireNonNull(safeguards, "safeguards");
    return with(copy -> copy.safeguards = safeguards);
  }

  /** Returns these settings with another {@link SessionBuilder#idempotencyHeader}. */
  public Settings idempotencyHeader(String name) {
    CallHeaders changed = headers.withIdempotencyKey(name);
    return with(copy -> copy.headers = changed);
  }

  /** Returns these settings with another {@link SessionBuilder#deadlineHeader}. */
  public Settings deadlineHeader(DeadlineHeader header) {
    CallHeaders changed = headers.withDeadline(header);
    return with(copy -> copy.headers = changed);
  }

  /**
   * Returns these settings with other TLS. In a mount it needs a prefix of {@code https} and
   * without a path, since all calls to an origin share its connections; it then holds for all calls
   * to that origin, whichever mounts they match.
   */
  public Settings tls(Tls tls) {
    Objects.requireNonNull(tls, "tls");
    return with(copy -> copy.tls = tls);
  }

  /** Returns these settings with another {@link SessionBuilder#proxy}. */
  public Settings proxy(ProxyRules rules) {
    return routing(routing.withRules(rules));
  }

  /** Returns these settings with another {@link SessionBuilder#route}. */
  public Settings route(Route route) {
    return routing(routing.withRoute(route));
  }

  Settings routing(Routing other) {
    return with(copy -> copy.routing = other);
  }

  /** Returns these settings with changed hooks. A mount adds to the hooks of the session. */
  public Settings hooks(UnaryOperator<Hooks> change) {
    Objects.requireNonNull(change, "change");
    Hooks changed = Objects.requireNonNull(change.apply(hooks), "hooks");
    return with(copy -> copy.hooks = changed);
  }

  /** Returns these settings with changed defaults of requests. */
  public Settings defaults(UnaryOperator<RequestDefaults> change) {
    Objects.requireNonNull(change, "change");
    RequestDefaults changed = Objects.requireNonNull(change.apply(defaults), "defaults");
    return with(copy -> copy.defaults = changed);
  }

  /** Returns these settings with one more {@link SessionBuilder#expect}. */
  public Settings expect(String what, Predicate<Response> condition) {
    List<Condition<Response>> more = new ArrayList<>(checks);
    more.add(new Condition<>(what, condition));
    return with(copy -> copy.checks = List.copyOf(more));
  }

  /** Returns these settings with another {@link SessionBuilder#deadlineFrom}. */
  public Settings deadlineFrom(Supplier<Deadline> source) {
    Objects.requireNonNull(source, "source");
    return with(copy -> copy.host = source);
  }

  /**
   * Refuses settings with which a call could run for ever.
   *
   * @throws IllegalArgumentException if retries are unbounded and there is no deadline
   */
  Settings checked() {
    if (retry.policy().limits().unbounded() && !timeouts.bounded()) {
      throw new IllegalArgumentException(
          "retry: unbounded retries without a deadline (expected: total(n), or a deadline in the timeouts)");
    }
    return this;
  }

  /** Describes the settings in the order in which they act on a call, outermost first. */
  String describe(OriginState origin, Url url) {
    long deadline = timeouts.deadlineNanos();
    return "deadline "
        + (deadline == Long.MAX_VALUE ? "none" : Nanos.format(deadline))
        + "\n"
        + retry
        + "\n"
        + origin.describe()
        + "\n"
        + timeouts
        + "\n"
        + Routing.describe(routeTo(url));
  }

  @Override
  public String toString() {
    return timeouts + ", " + retry + ", " + safeguards;
  }
}
