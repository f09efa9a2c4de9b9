/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of calls in flight for a while: the end of each starts the next, on the thread on
 * which the client reports it.
 */
public final class AsyncRace {

  private static final int PATIENCE_SECONDS = 60;

  private AsyncRace() {}

  /** Runs one round. */
  public static Result run(AsyncClient client, int inFlight, int bodyLength, long nanos)
      throws Exception {
    CountDownLatch running = new CountDownLatch(inFlight);
    List<Slot> slots = new ArrayList<>(inFlight);
    for (int i = 0; i < inFlight; i++) {
      slots.add(new Slot(client, bodyLength, running));
    }
    Meter meter = Meter.start();
    long begun = System.nanoTime();
    slots.forEach(slot -> slot.begin(begun + nanos));
    if (!running.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException(running.getCount() + " calls never ended");
    }
    long taken = System.nanoTime() - begun;
    Latencies all = new Latencies();
    for (Slot slot : slots) {
      slot.addTo(all);
    }
    return Result.of(all, taken, meter);
  }

  /** A series of calls, one after the other. */
  private static final class Slot implements AsyncClient.Done {

    private final AsyncClient client;
    private final int bodyLength;
    private final CountDownLatch running;
    private final Latencies latencies = new Latencies();
    private @Nullable Throwable failure;
    private long end;
    private long before;

    Slot(AsyncClient client, int bodyLength, CountDownLatch running) {
      this.client = client;
      this.bodyLength = bodyLength;
      this.running = running;
    }

    void begin(long endNanos) {
      end = endNanos;
      before = System.nanoTime();
      client.start(this);
    }

    @Override
    public void done(int length, @Nullable Throwable thrown) {
      long now = System.nanoTime();
      if (!counted(length, thrown, now)) {
        running.countDown();
        return;
      }
      if (now - end >= 0) {
        running.countDown();
      } else {
        before = now;
        client.start(this);
      }
    }

    /** Returns whether the race goes on. */
    private boolean counted(int length, @Nullable Throwable thrown, long now) {
      try {
        if (thrown != null) {
          latencies.fail(thrown);
        } else if (length != bodyLength) {
          throw new IllegalStateException("a body of " + length + " bytes");
        } else {
          latencies.record(now - before);
        }
        return true;
      } catch (IllegalStateException tooMuch) {
        failure = tooMuch;
        return false;
      }
    }

    void addTo(Latencies all) {
      if (failure != null) {
        throw new IllegalStateException("a call failed", failure);
      }
      all.add(latencies);
    }
  }
}
