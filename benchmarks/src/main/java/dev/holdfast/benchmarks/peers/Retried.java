/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.holdfast.benchmarks.race.AsyncClient;
import io.github.resilience4j.retry.Retry;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** An asynchronous client without retries of its own, with those of a library around it. */
final class Retried implements AsyncClient {

  private final AsyncClient client;
  private final Work work;
  private final Library library;
  private final Closeable resources;

  /** Repeats an attempt until it succeeds, within limits. */
  private interface Library {
    CompletionStage<Integer> call(Supplier<CompletionStage<Integer>> attempt);
  }

  private Retried(AsyncClient client, Work work, Library library, Closeable resources) {
    this.client = client;
    this.work = work;
    this.library = library;
    this.resources = resources;
  }

  /** {@code getStageAsync}, on the threads that Failsafe's calls share. */
  static Retried okHttpWithFailsafe(Target target, Work work) {
    FailsafeExecutor<Integer> retries = Failsafe.with(Policies.<Integer>failsafe());
    return new Retried(
        new OkHttpPeer(target, work),
        work,
        attempt -> retries.getStageAsync(attempt::get),
        () -> {});
  }

  /** {@code executeCompletionStage}, with the scheduler that it needs. */
  static Retried jdkWithResilience4j(Target target, Work work) {
    Retry retries = Policies.resilience4j();
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    return new Retried(
        JdkPeer.alone(target, work),
        work,
        attempt -> retries.executeCompletionStage(scheduler, attempt),
        scheduler::shutdownNow);
  }

  @Override
  public void start(Done done) {
    CompletionStage<Integer> unused = library
        .call(this::attempt)
        .whenComplete((length, failure) -> done.done(failure == null ? length : 0, failure));
  }

  private CompletionStage<Integer> attempt() {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    client.start((length, failure) -> {
      if (failure != null) {
        ended.completeExceptionally(failure);
      } else if (length != work.answer()) {
        ended.completeExceptionally(new IOException("an answer of " + length + " bytes"));
      } else {
        ended.complete(length);
      }
    });
    return ended;
  }

  @Override
  public void close() throws IOException {
    resources.close();
    client.close();
  }
}
