/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.listen.CallListener;
import dev.holdfast.safeguard.Safeguards;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The part of {@link SessionBuilder} about how calls are made; the rest is about what carries them.
 *
 * @param <B> the builder
 */
abstract sealed class CallSettings<B extends CallSettings<B>> permits SessionBuilder {

  private Settings settings;
  private final List<AttemptObserver> observers = new ArrayList<>();
  private final List<CallListener> listeners = new ArrayList<>();

  CallSettings() {
    settings = new Settings(Timeouts.defaults(), Retry.defaults());
  }

  CallSettings(CallSettings<B> from) {
    settings = from.settings;
    observers.addAll(from.observers);
    listeners.addAll(from.listeners);
  }

  abstract B self();

  final Settings settings() {
    return settings;
  }

  final void settings(Settings other) {
    settings = other;
  }

  final Listeners listeners() {
    return new Listeners(observers, listeners);
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
}
