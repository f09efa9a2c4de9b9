/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The server's log of connections and requests. Guarded by its own monitor. */
final class Traffic {

  private final List<SeenRequest> requests = new ArrayList<>();
  private int connections;
  private int openConnections;
  private long bytesSent;

  /** Records a new connection and returns its number, counted from 1. */
  synchronized int opened() {
    connections++;
    openConnections++;
    notifyAll();
    return connections;
  }

  synchronized void closed() {
    openConnections--;
    notifyAll();
  }

  synchronized void seen(SeenRequest request) {
    requests.add(request);
    notifyAll();
  }

  synchronized void sent(int bytes) {
    bytesSent += bytes;
  }

  synchronized List<SeenRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized int connections() {
    return connections;
  }

  synchronized int openConnections() {
    return openConnections;
  }

  synchronized long bytesSent() {
    return bytesSent;
  }

  synchronized void await(String expected, BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long start = System.nanoTime();
    long limitNanos = Nanos.of(limit);
    while (!condition.getAsBoolean()) {
      long left = limitNanos - (System.nanoTime() - start);
      if (left <= 0) {
        throw new AssertionError(
            "%s: not within %s; saw %d connections, %d still open, and %d requests: %s"
                .formatted(
                    expected,
                    Nanos.format(limitNanos),
                    connections,
                    openConnections,
                    requests.size(),
                    requests));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
