/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the threads of a session carry, and what they do after its end. */
@Isolated
class OwnThreadsTest {

  private static final InheritableThreadLocal<String> USER = new InheritableThreadLocal<>();

  @Tag("E23")
  @Test
  void carryNothingOfTheCallerThatNeedsThemFirst() throws Exception {
    ClassLoader tenant = new URLClassLoader(new URL[0]);
    List<@Nullable String> seen = new CopyOnWriteArrayList<>();
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()));
        Session session = Session.builder()
            .dns(host -> {
              seen.add("look-up: " + USER.get());
              return List.of(InetAddress.getLoopbackAddress());
            })
            .build()) {
      String url = "http://name.test:" + server.port() + "/";
      inContextOf(
          tenant,
          "alice",
          () -> session
              .sendAsync(Request.post(url).body(Body.once(saying(seen), -1)))
              .thenAcceptAsync(response -> seen.add("callback: " + USER.get()))
              .join());
      inContextOf(
          tenant,
          "bob",
          () -> session
              .sendAsync(Request.get(url))
              .thenAcceptAsync(response -> seen.add("callback: " + USER.get()))
              .join());

      assertThat(seen).contains("look-up: null", "body: null", "callback: null");
      assertThat(seen).noneMatch(line -> line.endsWith("alice") || line.endsWith("bob"));
      assertThat(loadersOfOurThreads()).doesNotContain(tenant);
    }
  }

  @Tag("E24")
  @Test
  void aStageOnACallThatEndsBySessionsEndStillRuns() throws Exception {
    CountDownLatch ran = new CountDownLatch(3);
    try (FaultServer server = FaultServer.start(Step.always(Step.stall()))) {
      Session session = Session.create();
      CompletableFuture<Response> call = session.sendAsync(Request.get(server.url("/")));
      CompletableFuture<?> stages = CompletableFuture.allOf(
          call.handleAsync((response, failure) -> counted(ran)),
          call.whenCompleteAsync((response, failure) -> counted(ran)).exceptionally(e -> null),
          call.handle((response, failure) -> counted(ran)));
      server.awaitRequests(1, Duration.ofSeconds(30));
      session.close();

      stages.get(30, TimeUnit.SECONDS);
      assertThat(ran.getCount()).isZero();
    }
  }

  @Tag("E24")
  @Test
  void aStageThatIsAddedAfterTheSessionsEndStillRuns() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).body("ok")))) {
      CompletableFuture<Response> call;
      try (Session session = Session.create()) {
        call = session.sendAsync(Request.get(server.url("/")));
        Mode.await(call);
      }

      assertThat(call.thenApplyAsync(Response::text).get(30, TimeUnit.SECONDS)).isEqualTo("ok");
    }
  }

  @Tag("E24")
  @Test
  void aStageRunsAlsoWhenTheCallersExecutorTakesNoMore() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).body("ok")));
        Session session = Session.builder()
            .executor(task -> {
              if (refused.getCount() == 0) {
                throw new RejectedExecutionException("shut down");
              }
              task.run();
            })
            .build()) {
      CompletableFuture<Response> call = session.sendAsync(Request.get(server.url("/")));
      Mode.await(call);
      refused.countDown();

      assertThat(call.thenApplyAsync(Response::text).get(30, TimeUnit.SECONDS)).isEqualTo("ok");
    }
  }

  private static @Nullable Object counted(CountDownLatch latch) {
    latch.countDown();
    return null;
  }

  private static InputStream saying(List<@Nullable String> seen) {
    return new InputStream() {
      @Override
      public int read() {
        return -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        seen.add("body: " + USER.get());
        return -1;
      }
    };
  }

  private static void inContextOf(ClassLoader loader, String user, Runnable action)
      throws InterruptedException {
    Thread caller = new Thread(() -> {
      USER.set(user);
      action.run();
    });
    caller.setContextClassLoader(loader);
    caller.start();
    caller.join();
  }

  private static Set<ClassLoader> loadersOfOurThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("holdfast-"))
        .map(Thread::getContextClassLoader)
        .collect(Collectors.toSet());
  }
}
