/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.http.caller.CarriedContext;
import dev.holdfast.http.listen.BreakerChange;
import dev.holdfast.http.listen.CallListener;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The caller's listeners for the calls of one session. */
final class Listeners {

  private final List<AttemptObserver> observers;
  private final List<CallListener> listeners;
  private final List<ContextCarrier> carriers;
  private final CallersCode failures;
  private final AtomicLong calls = new AtomicLong();

  Listeners(
      List<AttemptObserver> observers,
      List<CallListener> listeners,
      List<ContextCarrier> carriers,
      CallersCode failures) {
    this.carriers = List.copyOf(carriers);
    this.observers = List.copyOf(observers);
    this.listeners = List.copyOf(listeners);
    this.failures = failures;
  }

  /** Returns the description of a call for hooks and listeners; null if there are none. */
  @Nullable CallInfo info(
      Request request,
      Settings settings,
      long deadlineNanos,
      boolean asynchronous,
      TimeSource time) {
    if (listeners.isEmpty() && settings.hooks().isEmpty() && settings.checks().isEmpty()) {
      return null;
    }
    return new CallInfo(new CallInfo.Facts(
        calls.incrementAndGet(),
        request.method(),
        request.url(),
        request.attributes(),
        time.now(),
        deadlineNanos == Long.MAX_VALUE
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(deadlineNanos)),
        asynchronous));
  }

  /**
   * Returns an executor that runs tasks with the context of the present thread, if there is any.
   */
  Executor carried(Executor executor) {
    return carriers.isEmpty() ? executor : CarriedContext.capture(carriers, executor, failures);
  }

  /** Whether there is a context to be carried. */
  boolean carry() {
    return !carriers.isEmpty();
  }

  /** Reports that a call begins. */
  CallEvents begin(@Nullable CallInfo info, TimeSource time, long startNanos) {
    if (listeners.isEmpty() || info == null) {
      return observers.isEmpty()
          ? CallEvents.NONE
          : new CallEvents(observers, List.of(), failures, time, startNanos);
    }
    List<CallScope> scopes = new ArrayList<>(listeners.size());
    for (CallListener listener : listeners) {
      try {
        CallScope scope = listener.begin(info);
        if (scope != CallScope.NONE) {
          scopes.add(scope);
        }
      } catch (Throwable failure) {
        failures.failed("a CallListener", failure);
      }
    }
    return observers.isEmpty() && scopes.isEmpty()
        ? CallEvents.NONE
        : new CallEvents(observers, scopes, failures, time, startNanos);
  }

  /** Reports that the breaker of an origin has changed. */
  void breakerChanged(
      CircuitBreaker breaker, CircuitBreaker.State from, CircuitBreaker.State to, String reason) {
    String name = breaker.snapshot().name();
    CallLog.breakerChanged(name, from, to, reason);
    BreakerChange change = new BreakerChange(name, from, to, reason);
    for (CallListener listener : listeners) {
      try {
        listener.breakerChanged(change);
      } catch (Throwable failure) {
        failures.failed("a CallListener", failure);
      }
    }
  }

  /** Returns the log of what they throw. */
  CallersCode failures() {
    return failures;
  }
}
