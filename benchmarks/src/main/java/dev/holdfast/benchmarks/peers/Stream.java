/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.Latencies;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The calls of one client, begun at a steady rate. */
final class Stream implements AutoCloseable {

  private static final Work WORK = Work.GET_1K;

  private final String peer;
  private final int port;
  private final int calls;
  private final ClientThreads threads;
  private final AsyncClient client;
  private final Latencies good = new Latencies();
  private final CountDownLatch open;

  Stream(Peer<? extends AsyncClient> peer, Target target, ClientThreads threads, int calls)
      throws Exception {
    this.peer = peer.name();
    this.port = target.port();
    this.calls = calls;
    this.threads = threads;
    open = new CountDownLatch(calls);
    threads.mark();
    client = threads.call(() -> peer.maker().make(target, WORK));
  }

  /** The name of the client. */
  String peer() {
    return peer;
  }

  int port() {
    return port;
  }

  /** Begins the calls, one in each period from that time on. */
  void begin(long startNanos, long periodNanos) {
    threads.execute(() -> {
      for (int call = 0; call < calls; call++) {
        long due = startNanos + call * periodNanos;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        begin(due);
      }
    });
  }

  private void begin(long dueNanos) {
    AsyncClient.Done done = (length, failure) -> {
      if (failure == null && length == WORK.answer()) {
        long taken = System.nanoTime() - dueNanos;
        synchronized (good) {
          good.record(taken);
        }
      }
      open.countDown();
    };
    try {
      client.start(done);
    } catch (RuntimeException failure) {
      done.done(0, failure);
    }
  }

  /** Waits for the calls that have not ended, at most until that time. */
  void await(long untilNanos) throws InterruptedException {
    boolean unused = open.await(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** Successful calls, as a percentage. */
  double success() {
    synchronized (good) {
      return 100.0 * good.count() / calls;
    }
  }

  /** Milliseconds until a successful answer. */
  double millis(double share) {
    synchronized (good) {
      return good.count() == 0 ? Double.NaN : good.quantile(share) / 1e6;
    }
  }

  /** The number of the client's threads. Pools keep idle ones for longer than a scenario takes. */
  int threads() {
    return threads.worked();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
