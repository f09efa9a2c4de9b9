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
 * One attempt that Apache carries: its limits, how far it has come, and what ended it. An attribute
 * of the context, so that the {@link ExecGuard} finds it.
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

  /** An attempt of a call whose client has a guard, or has not. */
  ExecAttempt(
      AttemptLimits limits, AttemptListener listener, ExecRuntime runtime, boolean guarded) {
    this.limits = limits;
    this.listener = listener;
    this.runtime = runtime;
    this.guarded = guarded;
  }

  /** The attempt that is carried with that context, if one is. */
  static @Nullable ExecAttempt of(HttpContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof ExecAttempt attempt ? attempt : null;
  }

  /** Begins, with its limits in the place of those of the request. */
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

  /** The exchange of messages is over; the body may still come. */
  static void answered(HttpClientContext context, @Nullable RequestConfig before) {
    context.removeAttribute(ATTRIBUTE);
    context.setRequestConfig(before == null ? RequestConfig.DEFAULT : before);
  }

  private static Timeout timeout(long nanos) {
    return nanos == Long.MAX_VALUE
        ? Timeout.DISABLED
        : Timeout.ofMilliseconds(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)));
  }

  /** A connection is in hand, and the request is about to be sent. */
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

  /** The attempt is over; its limits close nothing any more. Idempotent. */
  void end() {
    if (limit != null) {
      limit.cancel();
    }
  }
}
