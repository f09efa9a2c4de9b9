/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class SessionAsyncTest {

  private static final String URL = "http://api.example.com/orders";
  private static final Request GET = Request.get(URL);

  private final HeldTransport transport = new HeldTransport();
  private final VirtualTime time = VirtualTime.create();

  private SessionBuilder builder() {
    return new MockedSession().builder().asyncTransport(transport).time(time);
  }

  @Test
  void completesOffTheThreadsThatDoTheIo() throws Exception {
    try (Session session = builder().build()) {
      CompletableFuture<String> thread =
          session.sendAsync(GET).thenApply(response -> Thread.currentThread().toString());
      CompletableFuture<String> dependent =
          thread.thenApplyAsync(ignored -> Thread.currentThread().toString());

      transport.next().answer(200);

      assertThat(thread.get(30, TimeUnit.SECONDS)).doesNotContain("io");
      assertThat(dependent.get(30, TimeUnit.SECONDS)).doesNotContain("io").doesNotContain("common");
    }
  }

  @Test
  void completesOnTheCallersExecutor() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    try (Session session = builder()
        .executor(step -> {
          steps.incrementAndGet();
          step.run();
        })
        .build()) {
      CompletableFuture<String> thread =
          session.sendAsync(GET).thenApply(response -> Thread.currentThread().getName());

      transport.next().answer(200);

      assertThat(thread).isCompletedWithValue("io");
      assertThat(steps).hasValue(1);
    }
  }

  @Test
  @Tag("E02")
  void endsTheAttemptWhenTheFutureIsCancelled() throws Exception {
    try (Session session = builder().build()) {
      CompletableFuture<Response> future = session.sendAsync(GET);
      HeldTransport.Held exchange = transport.next();

      assertThat(future.cancel(true)).isTrue();

      assertThat(exchange.cancelled()).isTrue();
      assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
      exchange.answer(503);
      assertThat(transport.idle()).isTrue();
    }
  }

  @Test
  void endsTheAttemptWhenTheFutureIsCompletedFromOutside() throws Exception {
    try (Session session = builder().build()) {
      CompletableFuture<Response> future =
          session.sendAsync(GET).orTimeout(1, TimeUnit.MILLISECONDS);
      HeldTransport.Held exchange = transport.next();

      assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);

      exchange.awaitCancelled();
      assertThat(time.pendingTimers()).isZero();
    }
  }

  @Test
  void endsTheAttemptWhenAnotherThreadBringsTheResult() throws Exception {
    try (Session session = builder().build()) {
      CompletableFuture<Response> good = session.sendAsync(GET);
      HeldTransport.Held first = transport.next();
      CompletableFuture<Response> bad = session.sendAsync(GET);
      HeldTransport.Held second = transport.next();
      IllegalStateException failure = new IllegalStateException("none");

      good.completeAsync(() -> null);
      bad.completeAsync(() -> {
        throw failure;
      });

      assertThat(good.get(30, TimeUnit.SECONDS)).isNull();
      assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS)).hasCause(failure);
      first.awaitCancelled();
      second.awaitCancelled();
    }
  }

  @Test
  @Tag("E02")
  void endsAWaitWhenTheFutureIsCancelled() throws Exception {
    WatchedTime watched = new WatchedTime(time);
    try (Session session = builder()
        .time(watched)
        .executor(Runnable::run)
        .retry(exact()
            .backoff(Backoff.constant(Duration.ofMillis(50)).jitter(Jitter.none()))
            .build())
        .build()) {
      CompletableFuture<Response> future = session.sendAsync(GET);
      transport.next().answer(503);
      watched.awaitTimer(Duration.ofMillis(50));

      future.cancel(true);

      time.advance(Duration.ofMillis(50));
      assertThat(transport.idle()).isTrue();
      assertThat(time.pendingTimers()).isZero();
    }
  }

  @Test
  void endsAtTheDeadlineThoughTheTransportNeverAnswers() throws Exception {
    try (Session session = builder().build()) {
      CompletableFuture<Response> future = session.sendAsync(GET.deadline(Duration.ofSeconds(2)));
      HeldTransport.Held exchange = transport.next();

      time.advance(Duration.ofSeconds(2));

      DeadlineExceededException e =
          catchThrowableOfType(DeadlineExceededException.class, () -> Mode.await(future));
      assertThat(e).hasMessageContaining("the deadline of 2 s");
      assertThat(e.attempts()).hasSize(1);
      assertThat(exchange.cancelled()).isTrue();
    }
  }

  @Test
  void endsCallsInFlightWhenTheSessionIsClosed() throws Exception {
    Session session = builder().build();
    CompletableFuture<Response> future = session.sendAsync(GET);
    HeldTransport.Held exchange = transport.next();

    session.close();

    CancelledException e = catchThrowableOfType(CancelledException.class, () -> Mode.await(future));
    assertThat(e.category()).isEqualTo(Category.CANCELLED);
    assertThat(e.attempts()).hasSize(1);
    assertThat(exchange.cancelled()).isTrue();
    assertThat(transport.closed).isTrue();
  }

  @Test
  void endsCallsThatWaitWhenTheSessionIsClosed() throws Exception {
    Session session = builder()
        .time(TimeSource.system())
        .executor(Runnable::run)
        .retry(exact().backoff(Backoff.constant(Duration.ofSeconds(60))).build())
        .build();
    CompletableFuture<Response> future = session.sendAsync(GET);
    transport.next().answer(503);

    session.close();

    CancelledException e = catchThrowableOfType(CancelledException.class, () -> Mode.await(future));
    assertThat(e.attempts()).hasSize(1);
    assertThat(e).hasMessageContaining("closed");
  }

  @Test
  void failsTheFutureOfACallAfterClose() {
    Session session = builder().build();
    session.close();

    assertThat(session.sendAsync(GET)).isCompletedExceptionally();
    assertThat(session.streamAsync(GET)).isCompletedExceptionally();
    assertThat(transport.closed).isTrue();
  }

  @Test
  @Tag("E03")
  void failsTheCallWhoseStepTheExecutorRefuses() throws Exception {
    try (Session session = builder()
        .executor(step -> {
          throw new RejectedExecutionException("full");
        })
        .build()) {
      CompletableFuture<Response> future = session.sendAsync(GET);
      CompletableFuture<String> thread =
          future.handle((response, failure) -> Thread.currentThread().toString());
      transport.next().answer(200);

      CancelledException e =
          catchThrowableOfType(CancelledException.class, () -> Mode.await(future));

      assertThat(e).hasCauseInstanceOf(RejectedExecutionException.class);
      assertThat(thread.get(30, TimeUnit.SECONDS)).doesNotContain("[io");
    }
  }

  @Test
  @Tag("E06")
  void failsTheCallWhoseStepFindsNoThread() throws Exception {
    OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
    try (Session session = builder()
        .executor(step -> {
          throw noThread;
        })
        .build()) {
      CompletableFuture<Response> future = session.sendAsync(GET);
      transport.next().answer(200);

      assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS)).hasCause(noThread);
    }
  }

  @Test
  @Tag("E06")
  void endsACallThatWaitsAlthoughThereIsNoThreadLeft() throws Exception {
    AtomicBoolean exhausted = new AtomicBoolean();
    Session session = builder()
        .time(TimeSource.system())
        .retry(exact().backoff(Backoff.constant(Duration.ofSeconds(60))).build())
        .executor(step -> {
          if (exhausted.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          step.run();
        })
        .build();
    CompletableFuture<Response> future = session.sendAsync(GET);
    transport.next().answer(503);
    exhausted.set(true);

    session.close();

    assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  @Tag("E03")
  void failsTheFutureWhenTheTransportThrowsWhatItMustNot() throws Exception {
    try (Session session = builder().build()) {
      CompletableFuture<Response> future = session.sendAsync(GET);
      transport.next().fail(new IllegalStateException("broken transport"));

      assertThatThrownBy(() -> Mode.await(future)).hasMessage("broken transport");
    }
  }

  @Test
  @Tag("I8")
  void completesEachFutureOnceWhateverComesLate() throws Exception {
    Session session = builder().build();
    AtomicInteger completions = new AtomicInteger();
    CompletableFuture<Response> future = session.sendAsync(GET);
    CompletableFuture<Integer> counted =
        future.handle((response, failure) -> completions.incrementAndGet());
    transport.next().answer(200);
    assertThat(counted.get(30, TimeUnit.SECONDS)).isEqualTo(1);

    session.close();
    future.cancel(true);

    assertThat(completions).hasValue(1);
    assertThat(future.join().text()).isEqualTo("body");
  }

  @Test
  @Tag("E08")
  void staysFlatWhenAHundredThousandAttemptsEndAtOnce() {
    MockedSession mocked = new MockedSession();
    AtomicInteger requests = new AtomicInteger();
    mocked.transport.otherwise(request -> new MockResponse(
        requests.incrementAndGet() < 100_000 ? 503 : 200, Headers.empty(), new byte[0]));
    try (Session session = mocked
        .builder()
        .asyncTransport(AsyncTransport.overThreads(mocked.transport, Runnable::run))
        .executor(Runnable::run)
        .retry(exact().total(100_000).backoff(Backoff.none()).build())
        .build()) {

      Response response = Mode.await(session.sendAsync(GET));

      assertThat(response.attempts()).last().extracting(Attempt::number).isEqualTo(100_000);
    }
  }

  @Test
  @Tag("E08")
  void staysFlatWhenAHundredThousandCallsFollowOneAnother() {
    MockedSession mocked = new MockedSession();
    mocked.transport.otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));
    try (Session session = mocked
        .builder()
        .asyncTransport(AsyncTransport.overThreads(mocked.transport, Runnable::run))
        .build()) {
      CompletableFuture<Response> chain = session.sendAsync(GET);
      for (int i = 1; i < 100_000; i++) {
        chain = chain.thenCompose(response -> session.sendAsync(GET));
      }

      assertThat(Mode.await(chain).ok()).isTrue();
    }
  }

  @Test
  void startsNoThreadForASessionThatOnlyBlocks() {
    MockedSession mocked = new MockedSession();
    mocked.transport.respond(200);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Set<Thread> after;
    try (Session session = mocked.session()) {
      session.get(URL);
      after = Thread.getAllStackTraces().keySet();
    }

    assertThat(after)
        .filteredOn(thread -> thread.getName().startsWith("holdfast-call"))
        .isSubsetOf(before);
  }
}
