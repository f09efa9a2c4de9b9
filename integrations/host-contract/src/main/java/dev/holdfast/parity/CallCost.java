/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import com.sun.management.ThreadMXBean;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import java.lang.management.ManagementFactory;
import java.util.function.UnaryOperator;

/**
 * Measures the bytes that listeners allocate. They are the same on every machine, except for the
 * compiler's optimizations, for which the bounds of tests leave room.
 */
public final class CallCost {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 5_000;
  private static final Request GET = Request.get("http://api.example.com/orders/7")
      .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}");

  private CallCost() {}

  /**
   * The additional bytes that a call that succeeds at once allocates with that change of a session.
   */
  public static long bytes(UnaryOperator<SessionBuilder> change) {
    return measured(change) - measured(UnaryOperator.identity());
  }

  private static long measured(UnaryOperator<SessionBuilder> change) {
    MockTransport transport = MockTransport.create()
        .otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));
    try (Session session = change.apply(Session.builder().transport(transport)).build()) {
      calls(session);
      return calls(session);
    }
  }

  private static long calls(Session session) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      session.request(GET);
    }
    return (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS;
  }
}
