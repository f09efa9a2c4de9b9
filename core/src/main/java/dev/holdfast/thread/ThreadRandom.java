/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Each thread's own generator: never contended, with seeds that differ between processes. Unlike
 * {@link RandomGenerator#getDefault()} it needs neither the module jdk.random nor a context class
 * loader that sees it.
 */
public final class ThreadRandom implements RandomGenerator {

  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong();
  }
}
