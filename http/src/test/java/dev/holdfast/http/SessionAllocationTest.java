/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What a session allocates for a call that succeeds, its transport and the body left out. Bytes are
 * the same on every machine, but for what the compiler makes of them, for which the bound leaves
 * room; docs/benchmarks.md has the measures over a real transport.
 */
class SessionAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 20_000;
  private static final int BODY = 1_024;

  @Test
  void aSuccessAllocatesLittle() {
    try (Session session = Session.builder().transport(new Constant()).build()) {
      Request request = Request.get("http://api.example.com/data");
      bytes(session, request);

      assertThat(bytes(session, request)).isLessThanOrEqualTo(752);
    }
  }

  private static long bytes(Session session, Request request) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      session.request(request);
    }
    return (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS - BODY;
  }

  /** Answers all requests alike, and allocates nothing. For one thread. */
  private static final class Constant implements Transport, TransportResponse {

    private final Headers headers = Headers.empty().plus("Content-Length", String.valueOf(BODY));
    private final ByteArrayInputStream body = new ByteArrayInputStream(new byte[BODY]);

    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener) {
      listener.begin(Phase.POOL);
      listener.connected(true, "192.0.2.1:80");
      listener.begin(Phase.SEND);
      listener.begin(Phase.HEAD);
      listener.begin(Phase.BODY);
      body.reset();
      return this;
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public String reason() {
      return "OK";
    }

    @Override
    public Headers headers() {
      return headers;
    }

    @Override
    public InputStream body() {
      return body;
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
