/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.LongRuns;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers, broken bodies, deadlines, cancelling and closing, at random moments. */
@Tag("I8")
@Tag("I10")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SendAsyncRaceTest {

  private static final int BATCHES = LongRuns.count(60, 10_000);
  private static final int CALLS = 50;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void everyCallEndsOnceAndGivesBackWhatItTook() throws Exception {
    for (long seed = 1; seed <= BATCHES; seed++) {
      RacingTransport transport = new RacingTransport(threads, seed);
      AtomicInteger told = new AtomicInteger();
      AtomicInteger ends = new AtomicInteger();
      try (Session session = session(transport, told)) {
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
          calls.add(begin(session, random, ends));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      }
      assertThat(transport.settled()).as("seed %d", seed).succeedsWithin(60, TimeUnit.SECONDS);
      assertThat(ends).as("seed %d", seed).hasValue(CALLS);
      assertThat((long) told.get()).isLessThanOrEqualTo(transport.exchanges.sum() + CALLS);
    }
  }

  private CompletableFuture<Void> begin(Session session, Random random, AtomicInteger ends) {
    Request request = Request.get("http://a.example/")
        .deadline(Duration.ofMillis(random.nextInt(4) == 0 ? 1 + random.nextInt(10) : 60_000));
    CompletableFuture<Response> call = session.sendAsync(request);
    if (random.nextInt(3) == 0) {
      later(random, () -> call.cancel(true));
    }
    if (random.nextInt(500) == 0) {
      later(random, session::close);
    }
    return call.handle((response, failure) -> {
      ends.incrementAndGet();
      assertThat(response != null
              || failure instanceof RequestException
              || failure instanceof CancellationException)
          .as("%s", failure)
          .isTrue();
      return null;
    });
  }

  private void later(Random random, Runnable task) {
    Future<?> unused = threads.schedule(task, random.nextInt(6_000), TimeUnit.MICROSECONDS);
  }

  private static Session session(RacingTransport transport, AtomicInteger told) {
    return Session.builder()
        .transport(MockTransport.create())
        .asyncTransport(transport)
        .retry(Retry.builder()
            .total(3)
            .backoff(Backoff.constant(Duration.ofNanos(1)))
            .build())
        .observer((Attempt attempt) -> told.incrementAndGet())
        .build();
  }
}
