/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.thread.ServiceThread;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the caller never runs on a thread that every call depends on. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("E21")
class CallersCodeTest {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final FaultServer server = FaultServer.start(Step.always(Step.choose(seen -> {
    await(asked);
    return Step.respond(200).body("ok").keepAlive();
  })));

  @AfterEach
  void close() {
    server.close();
  }

  /** Executors that run what they are given on the thread that gives it, each in its way. */
  static Stream<Executor> direct() {
    Executor refusing = task -> {
      throw new RejectedExecutionException("full");
    };
    return Stream.of(Runnable::run, refusing);
  }

  @ParameterizedTest
  @MethodSource("direct")
  void aCallbackMayBlockAndCallAgain(Executor executor) {
    try (Session session = Session.builder().executor(executor).build()) {
      CompletableFuture<Boolean> service = new CompletableFuture<>();
      CompletableFuture<Integer> second = session
          .sendAsync(Request.get(server.url("/")))
          .handle((response, failure) -> {
            service.complete(ServiceThread.isCurrent());
            return session.get(server.url("/again")).status();
          });
      asked.countDown();

      assertThat(Mode.await(second)).isEqualTo(200);
      assertThat(service).isCompletedWithValue(false);
    }
  }

  @Test
  void aCallbackMayWaitForABodyThatIsSentOnce() {
    try (Session session = Session.builder().executor(Runnable::run).build()) {
      CompletableFuture<Integer> second = session
          .sendAsync(Request.get(server.url("/")))
          .thenApply(response -> session
              .request(Request.post(server.url("/again"))
                  .body(Body.once(new ByteArrayInputStream(new byte[10]), 10)))
              .status());
      asked.countDown();

      assertThat(Mode.await(second)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("direct")
  void theEndAtADeadlineIsToldElsewhereThanOnTheTimer(Executor executor) {
    try (Session session = Session.builder().executor(executor).build()) {
      CompletableFuture<Boolean> service = session
          .sendAsync(Request.get(server.url("/")).deadline(Duration.ofMillis(100)))
          .handle((response, failure) -> ServiceThread.isCurrent());

      assertThat(Mode.await(service)).isFalse();
      asked.countDown();
    }
  }

  @Test
  void theEndAtADeadlineDuringAWaitIsToldElsewhereThanOnTheTimer() {
    List<Boolean> service = new CopyOnWriteArrayList<>();
    server.script(Step.always(Step.respond(503).header("Retry-After", "1").keepAlive()));
    try (Session session = Session.builder()
        .executor(Runnable::run)
        .observer(attempt -> service.add(ServiceThread.isCurrent()))
        .build()) {
      CompletableFuture<Response> call =
          session.sendAsync(Request.get(server.url("/")).deadline(Duration.ofSeconds(2)));

      CompletableFuture<Boolean> end =
          call.handle((response, failure) -> ServiceThread.isCurrent());
      boolean onService = Mode.await(end);
      assertThat(onService).isFalse();
      assertThat(service).isNotEmpty().containsOnly(false);
    }
  }

  @Test
  void aSubscriberMayBlockAndCallAgain() {
    try (Session session = Session.builder().executor(Runnable::run).build()) {
      CompletableFuture<Integer> second = new CompletableFuture<>();
      asked.countDown();
      Mode.await(session.streamAsync(Request.get(server.url("/"))))
          .body()
          .subscribe(new Calling(second, () -> session.get(server.url("/again")).status()));

      assertThat(Mode.await(second)).isEqualTo(200);
    }
  }

  @Test
  void aRequestBodyIsReadElsewhereThanOnTheThreadOfTheSockets() {
    asked.countDown();
    List<Boolean> service = new CopyOnWriteArrayList<>();
    Body body = Body.once(
        new InputStream() {
          @Override
          public int read() {
            return -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            service.add(ServiceThread.isCurrent());
            return -1;
          }
        },
        -1);
    try (Session session = Session.builder()
        .asyncTransport(
            DefaultTransport.builder().bodyExecutor(Runnable::run).build().asynchronous())
        .build()) {
      Mode.ASYNC.request(session, Request.post(server.url("/")).body(body));
    }

    assertThat(service).isNotEmpty().containsOnly(false);
  }

  @Tag("E22")
  @Test
  void aBlockingCallOnAThreadOfATransportIsRefusedInsteadOfHangingForEver() {
    try (AsyncTransport transport = DefaultTransport.builder().build().asynchronous();
        Session session = Session.create()) {
      CompletableFuture<Response> nested = send(transport, server.url("/"))
          .thenApply(answer -> session.get(server.url("/again")))
          .toCompletableFuture();
      asked.countDown();

      assertThatThrownBy(() -> nested.get(30, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a blocking call would block the thread \"holdfast-io\"");
    }
  }

  private static CompletionStage<AsyncTransportResponse> send(AsyncTransport on, String url) {
    long patience = TimeUnit.SECONDS.toNanos(30);
    return on.send(
            new TransportRequest("GET", Url.parse(url), Headers.empty(), Body.none()),
            new AttemptLimits(patience, patience, patience, patience, patience, patience),
            AttemptListener.none())
        .response();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes a call of its own in the middle of the body. */
  private record Calling(CompletableFuture<Integer> result, Supplier<Integer> call)
      implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer data) {
      result.complete(call.get());
    }

    @Override
    public void onError(Throwable failure) {
      result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {}
  }
}
