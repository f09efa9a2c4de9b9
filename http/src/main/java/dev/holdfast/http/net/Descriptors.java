/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Opens what needs a file descriptor. When none is left, idle connections of the same session are
 * closed, a few at a time, and opening is tried again. Thread-safe.
 *
 * <p>No message is compared, since its language is the system's: opening a socket or a selector
 * fails only when a resource has run out, and what is idle holds the same resources.
 */
public final class Descriptors {

  private final List<BooleanSupplier> idle = new CopyOnWriteArrayList<>();

  /** Opens one thing. */
  @FunctionalInterface
  public interface Opening<T> {

    /** Opens it, without waiting. */
    T open() throws IOException;
  }

  /** With nothing idle. */
  public Descriptors() {}

  /** A pool: closes a few of its idle connections when asked, and says whether there were any. */
  public void add(BooleanSupplier pool) {
    idle.add(pool);
  }

  /** The pool is closed. */
  public void remove(BooleanSupplier pool) {
    idle.remove(pool);
  }

  /** Opens it, if need be in the place of idle connections. */
  public <T> T open(Opening<T> opening) throws IOException {
    while (true) {
      try {
        return opening.open();
      } catch (IOException none) {
        if (!freeSome()) {
          throw none;
        }
      }
    }
  }

  /** Closes a few idle connections; false if there are none. */
  public boolean freeSome() {
    boolean freed = false;
    for (BooleanSupplier pool : idle) {
      freed |= pool.getAsBoolean();
    }
    return freed;
  }
}
