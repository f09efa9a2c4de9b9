/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jfr;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.BreakerChange;
import dev.holdfast.http.listen.CallListener;
import dev.holdfast.http.listen.CallScope;
import jdk.jfr.EventType;

/**
 * Writes events of the JDK Flight Recorder: {@code dev.holdfast.Call},
 * {@code dev.holdfast.Attempt}, {@code dev.holdfast.Wait} and, when the circuit breaker of an
 * origin changes, {@code dev.holdfast.Breaker}. Without a recording it costs one read of a flag for
 * each call. Thread-safe.
 *
 * <pre>{@code
 * Session session = Session.builder().listener(new HoldfastRecorder()).build();
 * }</pre>
 */
public final class HoldfastRecorder implements CallListener {

  // Reading the type creates no event.
  private static final EventType CALL = EventType.getEventType(CallEvent.class);
  private static final EventType ATTEMPT = EventType.getEventType(AttemptEvent.class);
  private static final EventType WAIT = EventType.getEventType(WaitEvent.class);
  private static final EventType BREAKER = EventType.getEventType(BreakerEvent.class);

  /** Creates a recorder; one is enough for any number of sessions. */
  public HoldfastRecorder() {}

  @Override
  public CallScope begin(CallInfo call) {
    boolean recording = CALL.isEnabled() || ATTEMPT.isEnabled() || WAIT.isEnabled();
    return recording ? new RecordedCall(call) : CallScope.NONE;
  }

  @Override
  public void breakerChanged(BreakerChange change) {
    if (BREAKER.isEnabled()) {
      BreakerEvent event = new BreakerEvent();
      event.origin = change.origin();
      event.from = change.from().name();
      event.to = change.to().name();
      event.reason = change.reason();
      event.commit();
    }
  }
}
