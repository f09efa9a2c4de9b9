/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("E21")
class OffServiceTest {

  @Test
  void aTaskLeavesAServiceThreadOnWhichAnExecutorWouldRunIt() throws Exception {
    Executor executor = OffService.around(Runnable::run);

    assertThat(onServiceThread(() -> whereItRuns(executor)).get(10, TimeUnit.SECONDS))
        .startsWith("holdfast-spare-");
  }

  @Test
  void aTaskStaysOnAnyOtherThread() throws Exception {
    Executor executor = OffService.around(Runnable::run);

    assertThat(whereItRuns(executor))
        .isCompletedWithValue(Thread.currentThread().getName());
  }

  @Test
  void aBusyPoolThatMakesItsCallersRunLeavesServiceThreadsAlone() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    ThreadPoolExecutor busy = new ThreadPoolExecutor(
        1,
        1,
        1,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(1),
        DaemonThreads.named("theirs"),
        new ThreadPoolExecutor.CallerRunsPolicy());
    Executor executor = OffService.around(busy);
    for (int i = 0; i < 2; i++) {
      busy.execute(() -> await(free));
    }

    String where = onServiceThread(() -> whereItRuns(executor)).get(10, TimeUnit.SECONDS);
    free.countDown();

    assertThat(where).startsWith("holdfast-spare-");
    busy.shutdown();
  }

  @Test
  void aRefusalIsPassedOn() throws Exception {
    Executor executor = OffService.around(task -> {
      throw new RejectedExecutionException("full");
    });

    assertThatThrownBy(() -> onServiceThread(() -> whereItRuns(executor)).get())
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void isNotPutAroundItselfNorThreadsOfOurs() {
    Executor once = OffService.around(Runnable::run);
    DaemonPool ours = DaemonPool.queueing(1, DaemonThreads.named("ours"));

    assertThat(OffService.around(once)).isSameAs(once);
    assertThat(OffService.around(ours)).isSameAs(ours);
  }

  @Test
  void aServiceThreadRefusesToBlock() throws Exception {
    ServiceThread.refuse("a test");

    assertThatThrownBy(() -> onServiceThread(() -> {
              ServiceThread.refuse("a blocking call");
              return CompletableFuture.completedFuture("");
            })
            .get())
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a blocking call would block the thread \"service\"");
  }

  private static CompletableFuture<String> whereItRuns(Executor executor) {
    return CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), executor);
  }

  private static CompletableFuture<String> onServiceThread(
      Callable<CompletableFuture<String>> task) {
    CompletableFuture<String> result = new CompletableFuture<>();
    DaemonThreads.service("service")
        .newThread(() -> {
          try {
            CompletionStage<String> end = task.call();
            end.whenComplete((value, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        })
        .start();
    return result;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
