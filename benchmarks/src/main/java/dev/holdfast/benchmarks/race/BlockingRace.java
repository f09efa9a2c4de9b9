/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs threads that call one client as fast as they can, for a while. */
public final class BlockingRace {

  private BlockingRace() {}

  /** Creates the threads of that many callers. */
  public interface Threads {
    ExecutorService make(int callers);
  }

  /** Virtual threads of the JDK 21 and later, which hold no platform thread while they wait. */
  public static ExecutorService virtualThreads() {
    try {
      // By name: this is compiled for Java 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads (expected: JDK 21 or later)", e);
    }
  }

  /** Runs one round. */
  public static Result run(
      Threads kind, BlockingClient client, int callers, int bodyLength, long nanos)
      throws Exception {
    ExecutorService threads = kind.make(callers);
    try {
      List<Future<Latencies>> ends = new ArrayList<>(callers);
      CountDownLatch connected = new CountDownLatch(callers);
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < callers; i++) {
        Loop loop = new Loop(client, bodyLength, nanos, connected, start);
        ends.add(threads.submit(loop::run));
      }
      connected.await();
      Meter meter = Meter.start();
      long begun = System.nanoTime();
      start.countDown();
      Latencies all = new Latencies();
      for (Future<Latencies> end : ends) {
        all.add(end.get());
      }
      // The last calls end after the round: slow ones must not count as if they had been in time.
      return Result.of(all, System.nanoTime() - begun, meter);
    } finally {
      threads.shutdown();
    }
  }

  /** The work of one thread. */
  private record Loop(
      BlockingClient client,
      int bodyLength,
      long nanos,
      CountDownLatch connected,
      CountDownLatch start) {

    Latencies run() throws Exception {
      Latencies latencies = new Latencies();
      try (BlockingClient.Caller caller = connect()) {
        start.await();
        long begun = System.nanoTime();
        long before = begun;
        while (before - begun < nanos) {
          boolean good = succeeds(caller, latencies);
          long after = System.nanoTime();
          if (good) {
            latencies.record(after - before);
          }
          before = after;
        }
      }
      return latencies;
    }

    private boolean succeeds(BlockingClient.Caller caller, Latencies latencies) throws Exception {
      try {
        check(caller.call());
        return true;
      } catch (IOException failure) {
        latencies.fail(failure);
        return false;
      }
    }

    /** Opens the thread's connection before the clock starts. */
    private BlockingClient.Caller connect() throws Exception {
      try {
        BlockingClient.Caller caller = client.newCaller();
        check(caller.call());
        return caller;
      } finally {
        connected.countDown();
      }
    }

    private void check(int length) {
      if (length != bodyLength) {
        throw new IllegalStateException("a body of " + length + " bytes");
      }
    }
  }
}
