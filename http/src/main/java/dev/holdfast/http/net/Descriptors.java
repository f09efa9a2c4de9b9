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
 * Opens resources that need a file descriptor. When none is left, it closes idle connections of the
 * same session, a few at a time, and tries again. Thread-safe.
 *
 * <p>Messages of exceptions are not compared, because their language is the system's. Opening a
 * socket or a selector fails only when a resource has run out, and idle connections hold the same
 * resources.
 */
public final class Descriptors {

  private final List<BooleanSupplier> idle = new CopyOnWriteArrayList<>();

  /** Opens one resource. */
  @FunctionalInterface
  public interface Opening<T> {

    /** Opens the resource, without waiting. */
    T open() throws IOException;
  }

  /** Creates an instance without idle connections. */
  public Descriptors() {}

  /**
   * Adds a pool, which closes a few of its idle connections when called, and returns whether there
   * were any.
   */
  public void add(BooleanSupplier pool) {
    idle.add(pool);
  }

  /** Removes a pool that is closed. */
  public void remove(BooleanSupplier pool) {
    idle.remove(pool);
  }

  /** Opens the resource, and closes idle connections if necessary. */
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

  /** Closes a few idle connections. Returns false if there are none. */
  public boolean freeSome() {
    boolean freed = false;
    for (BooleanSupplier pool : idle) {
      freed |= pool.getAsBoolean();
    }
    return freed;
  }
}
