/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that Apache carries: its limits, its progress, and the cause of its end. Stored as an
 * attribute of the context, where the {@link ExecGuard} finds it.
 */
final class ExecAttempt {

  private static final String ATTRIBUTE = "dev.holdfast.attempt";

  private final AttemptLimits limits;
  private final AttemptListener listener;
  private final ExecRuntime runtime;
  private final boolean guarded;
  private final long begun = System.nanoTime();
  private @Nullable Scheduled limit;
  private volatile boolean cancelled;
  private boolean exchanged;

  /**
   * An attempt of a call.
   *
   * @param guarded whether the client has a guard
   */
  ExecAttempt(
      AttemptLimits limits, AttemptListener listener, ExecRuntime runtime, boolean guarded) {
    this.limits = limits;
    this.listener = listener;
    this.runtime = runtime;
    this.guarded = guarded;
  }

  /** The attempt that is carried with that context; null if there is none. */
  static @Nullable ExecAttempt of(HttpContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof ExecAttempt attempt ? attempt : null;
  }

  /** Begins the attempt, with its limits in place of those of the request. */
  void begin(HttpClientContext context) {
    context.setAttribute(ATTRIBUTE, this);
    RequestConfig config = context.getRequestConfig();
    context.setRequestConfig(RequestConfig.copy(config == null ? RequestConfig.DEFAULT : config)
        .setConnectionRequestTimeout(timeout(limits.poolNanos()))
        .setResponseTimeout(timeout(limits.readNanos()))
        .build());
    long whole = Math.min(limits.attemptNanos(), limits.deadlineNanos());
    if (whole != Long.MAX_VALUE) {
      limit = TimeSource.system().schedule(whole, runtime::discardEndpoint);
    }
  }

  /** Called when the exchange of messages is over; the body may still arrive. */
  static void answered(HttpClientContext context, @Nullable RequestConfig before) {
    context.removeAttribute(ATTRIBUTE);
    context.setRequestConfig(before == null ? RequestConfig.DEFAULT : before);
  }

  private static Timeout timeout(long nanos) {
    return nanos == Long.MAX_VALUE
        ? Timeout.DISABLED
        : Timeout.ofMilliseconds(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)));
  }

  /** Called when a connection is available and the request is about to be sent. */
  void exchange() {
    exchanged = true;
    listener.begin(Phase.SEND);
  }

  boolean exchanged() {
    return exchanged;
  }

  Sent mayHaveSent() {
    return guarded && !exchanged ? Sent.NO : Sent.MAYBE;
  }

  boolean cancelled() {
    return cancelled;
  }

  boolean deadlineOver() {
    return System.nanoTime() - begun >= limits.deadlineNanos();
  }

  boolean timedOut() {
    return System.nanoTime() - begun >= limits.attemptNanos();
  }

  /** Ends the attempt by closing its connection. Does not block. */
  void cancel() {
    cancelled = true;
    runtime.discardEndpoint();
  }

  /** Ends the attempt. Its limits no longer close anything. Idempotent. */
  void end() {
    if (limit != null) {
      limit.cancel();
    }
  }
}
