/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * A generator per thread: without contention, and with seeds that differ between processes. Unlike
 * {@link RandomGenerator#getDefault()} it needs neither the module jdk.random nor a certain context
 * class loader.
 */
public final class ThreadRandom implements RandomGenerator {

  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong();
  }
}
