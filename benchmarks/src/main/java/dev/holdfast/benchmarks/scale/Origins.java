/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.VirtualTime;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the heap of a session that calls a new origin each time, as a crawler does, for an hour
 * of simulated time. The transport's heap is not measured: connections have limits.
 */
final class Origins {

  private static final int STEP = 500;

  private Origins() {}

  /** The heap, in bytes, after each 500 of that many origins, all called within an hour. */
  static List<Long> heapOfAnHour(int origins) {
    VirtualTime time = VirtualTime.create();
    Duration pause = Duration.ofHours(1).dividedBy(origins);
    List<Long> heap = new ArrayList<>();
    try (Session session = Session.builder().time(time).transport(new Empty()).build()) {
      long before = Machine.usedHeap();
      for (int i = 0; i < origins; i++) {
        session.request(Request.get("http://host-" + i + ".example/"));
        time.advance(pause);
        if (i % STEP == STEP - 1) {
          heap.add(Math.max(0, Machine.usedHeap() - before));
        }
      }
    }
    return heap;
  }

  static int step() {
    return STEP;
  }

  /** Gives all requests the same answer. */
  private static final class Empty implements Transport, TransportResponse {

    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener) {
      return this;
    }

    @Override
    public int status() {
      return 204;
    }

    @Override
    public String reason() {
      return "";
    }

    @Override
    public Headers headers() {
      return Headers.empty();
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void discard(long maxBytes, long maxNanos) {}

    @Override
    public Capabilities capabilities() {
      return Capabilities.all();
    }

    @Override
    public void close() {}
  }
}
