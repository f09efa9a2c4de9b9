/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

/**
 * Carries values that are bound to the thread of the caller (the MDC of a logging library, a span,
 * a security context) to the session's threads. It is captured when an asynchronous call begins,
 * and restored around each of its steps that may run code of the caller: hooks, listeners,
 * conditions, stages of the future, subscribers. A blocking call runs that code on the caller's
 * thread anyway. Nothing else of the caller's thread reaches the threads of a session: neither its
 * inheritable thread-locals nor its context class loader. Must be thread-safe.
 *
 * <pre>{@code
 * ContextCarrier mdc = () -> {
 *   Map<String, String> captured = MDC.getCopyOfContextMap();
 *   return () -> {
 *     Map<String, String> before = MDC.getCopyOfContextMap();
 *     MDC.setContextMap(captured);
 *     return () -> MDC.setContextMap(before);
 *   };
 * };
 * }</pre>
 */
@FunctionalInterface
public interface ContextCarrier {

  /**
   * Captures the values bound to the current thread. An exception is logged; nothing is carried
   * then.
   */
  Captured capture();

  /** The captured values of a thread. May be restored on several threads at once. */
  @FunctionalInterface
  interface Captured {

    /** Binds the values to the current thread. An exception is logged. */
    Restored restore();
  }

  /** Undoes a {@link Captured#restore}. */
  @FunctionalInterface
  interface Restored {

    /** Binds the earlier values of the current thread again. An exception is logged. */
    void undo();
  }
}
