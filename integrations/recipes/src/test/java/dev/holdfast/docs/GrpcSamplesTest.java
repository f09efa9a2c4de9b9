/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static dev.holdfast.assertj.HoldfastAssertions.assertThatCallFails;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.holdfast.http.Category;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GrpcSamplesTest {

  // sample: deadline
  /** The deadline of the gRPC call that this thread serves. */
  static Deadline ofGrpc() {
    io.grpc.Deadline deadline = Context.current().getDeadline();
    return deadline == null
        ? Deadline.none()
        : Deadline.afterNanos(deadline.timeRemaining(NANOSECONDS), TimeSource.system());
  }

  // end

  @Test
  void theDeadlineOfTheGrpcCallEndsTheHttpCall() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    // sample: session
    Session session = Session.builder().deadlineFrom(GrpcSamplesTest::ofGrpc).build();
    // end
    try (session;
        FaultServer server = FaultServer.start(Step.always(Step.stall()))) {
      Context.CancellableContext served =
          Context.current().withDeadlineAfter(300, TimeUnit.MILLISECONDS, timer);

      served.run(() -> assertThatCallFails(() -> session.get(server.url("/")))
          .hasCategory(Category.DEADLINE_EXCEEDED)
          .tookAtMost(Duration.ofSeconds(5)));
    } finally {
      timer.shutdownNow();
    }
  }
}
