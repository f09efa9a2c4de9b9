/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("E23")
class DaemonThreadsTest {

  private static final InheritableThreadLocal<String> USER = new InheritableThreadLocal<>();

  static Stream<ThreadFactory> factories() {
    return Stream.of(
            DaemonThreads.named("a"),
            DaemonThreads.numbered("a-"),
            DaemonThreads.service("a"),
            DaemonThreads.virtual())
        .filter(factory -> factory != null);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void areDaemonsWithoutTheContextOfTheThreadThatMakesThem(ThreadFactory factory) throws Exception {
    CompletableFuture<Seen> seen = new CompletableFuture<>();

    inContextOfAlice(() -> factory.newThread(() -> seen.complete(Seen.here())).start());

    assertThat(seen.get(10, TimeUnit.SECONDS))
        .isEqualTo(new Seen(null, DaemonThreads.class.getClassLoader(), Thread.NORM_PRIORITY));
    assertThat(factory.newThread(() -> {}).isDaemon()).isTrue();
  }

  @Test
  void theTimerOfTheJvmCarriesNoContext() throws Exception {
    CompletableFuture<Seen> seen = new CompletableFuture<>();

    inContextOfAlice(() -> {
      Scheduled timer = TimeSource.system().schedule(1_000_000, () -> seen.complete(Seen.here()));
      assertThat(timer).isNotNull();
    });

    assertThat(seen.get(10, TimeUnit.SECONDS).user()).isNull();
    assertThat(seen.get().loader()).isSameAs(DaemonThreads.class.getClassLoader());
  }

  @Test
  void takesTasksAfterItsRetirement() throws Exception {
    DaemonPool pool = DaemonPool.queueing(2, DaemonThreads.named("retired"));
    CompletableFuture<String> ran = new CompletableFuture<>();

    pool.retire();
    pool.execute(() -> ran.complete(Thread.currentThread().getName()));

    assertThat(ran.get(10, TimeUnit.SECONDS)).isEqualTo("retired");
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what must not be inherited
  private static void inContextOfAlice(Runnable action) throws InterruptedException {
    Thread alice = new Thread(() -> {
      USER.set("alice");
      action.run();
    });
    alice.setContextClassLoader(new URLClassLoader(new URL[0]));
    alice.setPriority(Thread.MIN_PRIORITY);
    alice.start();
    alice.join();
  }

  private record Seen(@Nullable String user, @Nullable ClassLoader loader, int priority) {
    static Seen here() {
      Thread here = Thread.currentThread();
      return new Seen(USER.get(), here.getContextClassLoader(), here.getPriority());
    }
  }
}
