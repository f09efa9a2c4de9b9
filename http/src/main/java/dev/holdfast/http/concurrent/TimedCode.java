/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import dev.holdfast.thread.ThreadInterrupt;
import dev.holdfast.time.Scheduled;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs the caller's code, which may block and has to end with the call. */
public final class TimedCode {

  /** Runs a task after a time, or when the session is closed. */
  public interface End {

    /** As {@link CloseableTime#scheduleOrEnd}. */
    Scheduled scheduleOrEnd(long nanos, Runnable task);
  }

  private TimedCode() {}

  /**
   * Runs that code on this thread, which is interrupted when the time is over or the session is
   * closed. Code that ignores an interrupt runs on, and is found to be late when it returns.
   *
   * @param nanos how long it may take; {@link Long#MAX_VALUE} for no limit
   * @param late the exception to throw if it took longer
   */
  public static <T> T call(
      Callable<T> code, End end, long nanos, Supplier<? extends Exception> late) throws Exception {
    ThreadInterrupt<Boolean> interrupt = new ThreadInterrupt<>();
    Scheduled limit = end.scheduleOrEnd(nanos, () -> interrupt.interrupt(true));
    T result;
    try {
      result = code.call();
    } catch (Exception failure) {
      limit.cancel();
      throw interrupt.disarm() == null ? failure : late.get();
    } catch (Error broken) {
      limit.cancel();
      interrupt.disarm();
      throw broken;
    }
    limit.cancel();
    if (interrupt.disarm() != null) {
      throw late.get();
    }
    return result;
  }

  /**
   * Runs code that throws no checked exception, as {@link #call} does. Returns empty if it was
   * late.
   */
  public static <T> Optional<T> inTime(Supplier<T> code, End end, long nanos) {
    try {
      return Optional.of(call(code::get, end, nanos, LateException::new));
    } catch (LateException late) {
      return Optional.empty();
    } catch (RuntimeException ofCode) {
      throw ofCode;
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static final class LateException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
