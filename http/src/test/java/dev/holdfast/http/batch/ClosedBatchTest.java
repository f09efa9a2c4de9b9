/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of a session that is closed. */
class ClosedBatchTest {

  private static BatchReport<Request, Response> run(Batch<Request, Response> batch, boolean async) {
    return async ? batch.runAsync().join() : batch.run();
  }

  private static Session closingSoon() {
    Session session = Session.create();
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(session::close);
    return session;
  }

  private static void assertCancelled(BatchReport<Request, Response> report) {
    assertThat(report.exhausted()).isFalse();
    assertThat(report.succeeded()).isZero();
    assertThat(report.items())
        .isNotEmpty()
        .allSatisfy(item ->
            assertThat(item.failure().orElseThrow()).isInstanceOf(CancelledException.class));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("E07")
  void takesNoMoreRequestsAndReportsThoseThatWait(boolean async) {
    try (FaultServer server = FaultServer.start(Step.always(Step.stall()))) {
      AtomicInteger taken = new AtomicInteger();
      Iterator<Request> source = IntStream.range(0, 100_000)
          .mapToObj(i -> Request.get(server.url("/" + taken.incrementAndGet())))
          .iterator();

      BatchReport<Request, Response> report =
          run(closingSoon().all(() -> source).perOrigin(2).lookAhead(10), async);

      assertCancelled(report);
      // The iterator may have made one more, to know whether there is one.
      assertThat(taken.get() - report.items().size()).isBetween(0, 1);
      assertThat(report.items()).hasSizeLessThan(10_000);
    }
  }

  /** A source that gives one request and then blocks for a while, again and again. */
  private record Blocking(String url, AtomicInteger given) implements Iterator<Request> {

    @Override
    public boolean hasNext() {
      if (given.get() == 0) {
        return true;
      }
      try {
        TimeUnit.SECONDS.sleep(30);
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Request next() {
      return Request.get(url + given.incrementAndGet());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("E07")
  void interruptsASourceThatBlocks(boolean async) {
    try (FaultServer server = FaultServer.start(Step.always(Step.stall()))) {
      Iterator<Request> source = new Blocking(server.url("/"), new AtomicInteger());

      BatchReport<Request, Response> report = run(closingSoon().all(() -> source), async);

      assertCancelled(report);
      assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(20));
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
