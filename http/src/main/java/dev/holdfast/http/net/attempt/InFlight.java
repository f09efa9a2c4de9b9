/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.net.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous attempts in flight, as a linked list: joining and leaving need no search.
 * Belongs to the loop.
 */
final class InFlight {

  private @Nullable AsynchronousAttempt last;
  private volatile boolean closed;

  /** Refuses further attempts. Callable from any thread. */
  void close() {
    closed = true;
  }

  /** Ends all attempts. */
  void endAll() {
    for (AsynchronousAttempt each = last; each != null; each = last) {
      remove(each);
      each.stop(EndReason.CLOSED);
    }
  }

  /** Adds an attempt. Returns whether it may begin. */
  boolean add(AsynchronousAttempt attempt) {
    if (closed) {
      return false;
    }
    AsynchronousAttempt before = last;
    attempt.before = before;
    if (before != null) {
      before.after = attempt;
    }
    last = attempt;
    return true;
  }

  /** Removes an attempt. Does nothing if it is not in the list. */
  void remove(AsynchronousAttempt attempt) {
    AsynchronousAttempt before = attempt.before;
    AsynchronousAttempt after = attempt.after;
    if (before != null) {
      before.after = after;
    }
    if (after != null) {
      after.before = before;
    } else if (last == attempt) {
      last = before;
    }
    attempt.before = null;
    attempt.after = null;
  }
}
