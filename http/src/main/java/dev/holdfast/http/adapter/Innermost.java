/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The innermost of the nested operations of the calling thread, such as calls within calls. Code
 * that another library runs on that thread finds it here.
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
 * @param <T> the type of the nested value
 */
public final class Innermost<T> {

  @SuppressWarnings("ThreadLocalUsage") // Its users keep it in a static field.
  private final ThreadLocal<T> present = new ThreadLocal<>();

  /** Creates an instance with none on any thread. */
  public Innermost() {}

  /** Returns the innermost value of the calling thread, if there is one. */
  public @Nullable T get() {
    return present.get();
  }

  /** Makes that value the innermost one. Returns the one around it, for {@link #leave}. */
  public @Nullable T enter(T value) {
    T outer = present.get();
    present.set(Objects.requireNonNull(value, "value"));
    return outer;
  }

  /** Ends the value that was entered last. */
  public void leave(@Nullable T outer) {
    if (outer == null) {
      present.remove();
    } else {
      present.set(outer);
    }
  }
}
