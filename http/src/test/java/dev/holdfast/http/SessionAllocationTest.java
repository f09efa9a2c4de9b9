/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a session allocates for a call that succeeds, its transport and the body left out. Bytes are
 * the same on every machine, but for what the compiler makes of them, for which the bound leaves
 * room; docs/benchmarks.md has the measures over a real transport.
 */
@Isolated
class SessionAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 20_000;

  @Test
  void aSuccessAllocatesLittle() {
    try (Session session = Session.builder().transport(new ConstantTransport()).build()) {
      Request request = Request.get("http://api.example.com/data");
      bytes(session, request, CALLS);

      // 752, and a share of what is allocated until the compiler is done. The next step is 760.
      assertThat(bytes(session, request, CALLS)).isLessThan(760);
    }
  }

  /** The bytes of a call, without its body. */
  static long bytes(Session session, Request request, int calls) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < calls; i++) {
      session.request(request);
    }
    return (THREADS.getThreadAllocatedBytes(thread) - before) / calls - ConstantTransport.BODY;
  }
}
