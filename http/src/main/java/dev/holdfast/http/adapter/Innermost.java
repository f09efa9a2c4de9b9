/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The innermost of the nested things that the calling thread is in the middle of, such as calls
 * within calls: what another library runs on that thread finds it here, without being handed it.
 *
 * <pre>{@code
 * T outer = innermost.enter(value);
 * try {
 *   ...
 * } finally {
 *   innermost.leave(outer);
 * }
 * }</pre>
 *
 * <p>Thread-safe: each thread has its own.
 *
 * @param <T> what is nested
 */
public final class Innermost<T> {

  @SuppressWarnings("ThreadLocalUsage") // Its users keep it in a static field.
  private final ThreadLocal<T> present = new ThreadLocal<>();

  /** None on any thread. */
  public Innermost() {}

  /** The innermost one of the calling thread, if there is one. */
  public @Nullable T get() {
    return present.get();
  }

  /** That one is the innermost from now on; returns the one around it, for {@link #leave}. */
  public @Nullable T enter(T value) {
    T outer = present.get();
    present.set(Objects.requireNonNull(value, "value"));
    return outer;
  }

  /** The one that was entered last is over. */
  public void leave(@Nullable T outer) {
    if (outer == null) {
      present.remove();
    } else {
      present.set(outer);
    }
  }
}
