/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.benchmarks.race.Latencies;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The calls of one client, begun at a steady rate, each on a thread of its own. */
final class Stream implements AutoCloseable {

  private final BlockingClient client;
  private final int port;
  private final int bodyLength;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
  private final Latencies good = new Latencies();
  private final CountDownLatch open;

  Stream(BlockingClient client, int port, int bodyLength, int calls) {
    this.client = client;
    this.port = port;
    this.bodyLength = bodyLength;
    open = new CountDownLatch(calls);
  }

  int port() {
    return port;
  }

  /** Begins the call that was due at that time. */
  void begin(long dueNanos) {
    threads.execute(() -> {
      try {
        if (client.newCaller().call() == bodyLength) {
          long taken = System.nanoTime() - dueNanos;
          synchronized (good) {
            good.record(taken);
          }
        }
      } catch (Exception failed) {
        // The call counts as unsuccessful.
      } finally {
        open.countDown();
      }
    });
  }

  /** Waits for the calls that have not ended, at most until that time. */
  void await(long untilNanos) throws InterruptedException {
    boolean unused = open.await(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** The number of successful calls. */
  long good() {
    synchronized (good) {
      return good.count();
    }
  }

  /** Milliseconds until a successful answer. */
  double millis(double share) {
    synchronized (good) {
      return good.count() == 0 ? Double.NaN : good.quantile(share) / 1e6;
    }
  }

  /** The largest number of threads that waited at once. */
  int threads() {
    return threads.getLargestPoolSize();
  }

  @Override
  public void close() throws IOException {
    ((ExecutorService) threads).shutdownNow();
    client.close();
  }
}
