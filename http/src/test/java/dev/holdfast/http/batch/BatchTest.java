/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many calls as one job, over a transport that counts what is in flight. */
class BatchTest {

  /** A batch that holds the thread of the test, or none. */
  private enum Form {
    BLOCKING,
    ASYNC;

    BatchReport<Request, Response> run(Batch<Request, Response> batch) {
      return this == BLOCKING ? batch.run() : joined(batch.runAsync());
    }

    BatchReport<Request, Response> forEach(
        Batch<Request, Response> batch, Consumer<BatchItem<Request, Response>> consumer) {
      return this == BLOCKING ? batch.forEach(consumer) : joined(batch.forEachAsync(consumer));
    }

    private static <T> T joined(CompletableFuture<T> future) {
      try {
        return future.join();
      } catch (CompletionException e) {
        throw (RuntimeException) e.getCause();
      }
    }
  }

  /**
   * Answers; the status is the number in the path, 200 if there is none. A request to {@code hang}
   * is not answered.
   */
  private static final class Counting implements AsyncTransport {

    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch hanging = new CountDownLatch(1);
    private volatile Runnable whenHanging = () -> {};

    void whenHanging(Runnable task) {
      whenHanging = task;
    }

    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> most = new ConcurrentHashMap<>();
    final AtomicInteger begun = new AtomicInteger();
    private final AsyncTransport threads =
        AsyncTransport.overThreads(MockTransport.create().otherwise(request -> {
          String origin = request.url().origin();
          int now = running.computeIfAbsent(origin, o -> new AtomicInteger()).incrementAndGet();
          most.computeIfAbsent(origin, o -> new AtomicInteger()).accumulateAndGet(now, Math::max);
          if (request.url().path().equals("/hang")) {
            hanging.countDown();
            whenHanging.run();
            awaitClosed();
          }
          running.get(origin).decrementAndGet();
          String last = request.url().path().substring(request.url().path().lastIndexOf('/') + 1);
          int status = last.startsWith("s") ? Integer.parseInt(last.substring(1)) : 200;
          return new MockResponse(status, Headers.empty(), new byte[0]);
        }));

    private void awaitClosed() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public AsyncExchange send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener) {
      begun.incrementAndGet();
      return threads.send(request, limits, listener);
    }

    @Override
    public Capabilities capabilities() {
      return threads.capabilities();
    }

    @Override
    public void close() {
      closed.countDown();
      threads.close();
    }
  }

  private final Counting transport = new Counting();

  private SessionBuilder builder() {
    return Session.builder().asyncTransport(transport);
  }

  private static List<Request> requests(int count, int origins) {
    return IntStream.range(0, count)
        .mapToObj(i -> Request.get("http://o" + i % origins + ".example.com/" + i))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("U43")
  void keepsToItsLimitForEachOriginAndReportsInOrder(Form form) {
    List<Request> requests = requests(120, 3);
    List<BatchProgress> progress = new ArrayList<>();

    BatchReport<Request, Response> report =
        form.run(builder().build().all(requests).perOrigin(4).progress(progress::add));

    assertThat(report.complete()).isTrue();
    assertThat(report.items()).extracting(BatchItem::request).containsExactlyElementsOf(requests);
    assertThat(transport.most.values()).hasSize(3).allMatch(most -> most.get() <= 4);
    assertThat(progress).hasSize(120);
    assertThat(progress.get(119).done()).isEqualTo(120);
    assertThat(progress.get(119).total()).hasValue(120);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("U43")
  void aLimitOfTheSessionMakesItWaitAndLosesNone(Form form) {
    Session session = builder()
        .safeguards(Safeguards.builder()
            .concurrency(ConcurrencyLimit.fixed(2).queue(2).longestWait(Duration.ofMillis(1)))
            .build())
        .build();

    BatchReport<Request, Response> report = form.run(session.all(requests(60, 2)));

    assertThat(report.failures()).isEmpty();
    assertThat(report.succeeded()).isEqualTo(60);
    assertThat(transport.most.values()).allMatch(most -> most.get() <= 2);
  }

  @ParameterizedTest
  @EnumSource
  void oneFailureIsReportedAndEndsNothing(Form form) {
    List<Request> requests = List.of(
        Request.get("http://a.example.com/1"),
        Request.get("http://a.example.com/s404"),
        Request.get("http://b.example.com/2"));

    BatchReport<Request, Response> report = form.run(builder().build().all(requests));

    assertThat(report.succeeded()).isEqualTo(2);
    assertThat(report.failures()).hasSize(1);
    assertThat(report.failures().get(0).response().orElseThrow().status()).isEqualTo(404);
    assertThat(report.complete()).isFalse();
    assertThat(report.exhausted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theFirstFatalOneEndsItAndTheRestIsReportedAsNotSent(Form form) {
    List<Request> requests = new ArrayList<>(requests(200, 1));
    requests.set(1, Request.get("http://o1.example.com/hang"));
    requests.set(5, Request.get("http://o0.example.com/s401"));

    BatchReport<Request, Response> report = form.run(builder()
        .build()
        .all(requests)
        .perOrigin(1)
        .stopAt(item -> item.response().filter(r -> r.status() == 401).isPresent()));

    assertThat(report.stoppedBy().orElseThrow().index()).isEqualTo(5);
    assertThat(report.items()).hasSize(200);
    assertThat(report.items().get(1).sent()).isTrue();
    assertThat(report.items().get(1).failure().orElseThrow())
        .isInstanceOf(CancelledException.class);
    assertThat(report.items().get(199).sent()).isFalse();
    assertThat(report.items().get(199).failure().orElseThrow())
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("before the turn of this request came");
    assertThat(transport.begun).hasValue(6);
  }

  @ParameterizedTest
  @EnumSource
  void theDeadlineEndsIt(Form form) {
    List<Request> requests = new ArrayList<>(requests(300, 1));
    requests.set(5, Request.get("http://o0.example.com/hang"));

    VirtualTime time = VirtualTime.create();
    transport.whenHanging(() -> time.advance(Duration.ofMinutes(1)));

    BatchReport<Request, Response> report = form.run(
        builder().time(time).build().all(requests).perOrigin(1).deadline(Duration.ofMinutes(1)));

    assertThat(report.succeeded()).isEqualTo(5);
    assertThat(report.items().get(5).sent()).isTrue();
    assertThat(report.failures())
        .hasSize(295)
        .allSatisfy(item ->
            assertThat(item.failure().orElseThrow()).isInstanceOf(DeadlineExceededException.class));
    assertThat(report.elapsed()).isEqualTo(Duration.ofMinutes(1));
  }

  /** Gives one request, then blocks until it is interrupted. */
  private record Blocking(boolean inHasNext, AtomicInteger given) implements Iterator<Request> {

    @Override
    public boolean hasNext() {
      if (inHasNext) {
        block();
      }
      return true;
    }

    @Override
    public Request next() {
      if (!inHasNext) {
        block();
      }
      return Request.get("http://a.example.com/" + given.incrementAndGet());
    }

    private void block() {
      try {
        if (given.get() > 0) {
          TimeUnit.SECONDS.sleep(30);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("I1")
  void theDeadlineEndsASourceThatBlocks(Form form) {
    for (boolean inHasNext : new boolean[] {true, false}) {
      Iterator<Request> source = new Blocking(inHasNext, new AtomicInteger());

      BatchReport<Request, Response> report =
          form.run(builder().build().all(() -> source).deadline(Duration.ofMillis(100)));

      assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(20));
      assertThat(report.exhausted()).isFalse();
      assertThat(report.items()).hasSize(1);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDeadlineEndsASourceThatIsAskedAgainAtTheEnd(Form form) {
    Iterator<Request> source = new Blocking(true, new AtomicInteger());

    // While the one call hangs, there is no room for another, so the source is not asked.
    BatchReport<Request, Response> report = form.run(builder()
        .build()
        .all(() -> new Iterator<>() {
          private boolean first = true;

          @Override
          public boolean hasNext() {
            return first || source.hasNext();
          }

          @Override
          public Request next() {
            source.next();
            first = false;
            return Request.get("http://a.example.com/hang");
          }
        })
        .concurrency(1)
        .deadline(Duration.ofMillis(100)));

    assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(20));
    assertThat(report.exhausted()).isFalse();
    assertThat(report.failures().get(0).failure().orElseThrow())
        .isInstanceOf(DeadlineExceededException.class);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("E07")
  void closingTheSessionEndsAPauseThatALimitAsksFor(Form form) {
    Session session = builder()
        .safeguards(Safeguards.builder()
            .rate(RateLimit.of(1, Duration.ofHours(1)).longestWait(Duration.ofMillis(1)))
            .build())
        .build();
    Executor soon = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    // All three calls have begun when the first one ends; two of them are refused.
    BatchReport<Request, Response> report = form.run(session
        .all(requests(3, 1))
        .deadline(Duration.ofSeconds(20))
        .progress(p -> soon.execute(session::close)));

    assertThat(report.succeeded()).isEqualTo(1);
    assertThat(report.failures())
        .hasSize(2)
        .allSatisfy(item ->
            assertThat(item.failure().orElseThrow()).isInstanceOf(CancelledException.class));
  }

  @ParameterizedTest
  @EnumSource
  void requestsAreTakenOnlyAsThereIsRoom(Form form) {
    AtomicInteger taken = new AtomicInteger();
    Iterable<Request> endless = () -> new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Request next() {
        return Request.get("http://a.example.com/" + taken.incrementAndGet());
      }
    };

    BatchReport<Request, Response> report = form.run(builder()
        .build()
        .all(endless)
        .perOrigin(2)
        .lookAhead(5)
        .stopAt(item -> item.index() == 20));

    assertThat(report.exhausted()).isFalse();
    assertThat(taken.get() - transport.begun.get()).isBetween(0, 5);
  }

  @ParameterizedTest
  @EnumSource
  void forEachKeepsOnlyWhatFailed(Form form) {
    List<Request> requests = new ArrayList<>(requests(20, 2));
    requests.add(Request.get("http://a.example.com/s404"));
    List<Long> seen = new ArrayList<>();
    Thread here = Thread.currentThread();
    List<Thread> threads = new ArrayList<>();

    BatchReport<Request, Response> report = form.forEach(builder().build().all(requests), item -> {
      seen.add(item.index());
      threads.add(Thread.currentThread());
    });

    assertThat(seen).hasSize(21).doesNotHaveDuplicates();
    if (form == Form.BLOCKING) {
      assertThat(threads).containsOnly(here);
    } else {
      assertThat(threads).doesNotContain(here);
    }
    assertThat(report.items()).hasSize(1);
    assertThat(report.succeeded()).isEqualTo(20);
  }

  @Test
  void anInterruptEndsItAndTheFlagStays() {
    BatchReport<Request, Response> report;
    try {
      report = builder()
          .build()
          .all(requests(500, 1))
          .perOrigin(1)
          .progress(p -> Thread.currentThread().interrupt())
          .run();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(report.failed()).isPositive();
    assertThat(report.succeeded() + report.failed()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheCallersCodeThrowsEndsItAndIsThrown(Form form) {
    IllegalStateException broken = new IllegalStateException("progress");

    assertThatThrownBy(() -> form.run(builder().build().all(requests(50, 1)).progress(p -> {
          throw broken;
        })))
        .isSameAs(broken);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatCannotBeMadeIsAFailureLikeAnyOther(Form form) {
    UrlTemplate relative = UrlTemplate.of("/orders/{id}");

    BatchReport<Request, Response> report = form.run(builder()
        .build()
        .all(List.of(Request.get(relative, 7), Request.get("http://a.example.com/1"))));

    assertThat(report.succeeded()).isEqualTo(1);
    assertThat(report.failures().get(0).failure().orElseThrow())
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("baseUrl");
  }

  @Test
  void whoCancelsTheFutureEndsTheCallsToo() throws Exception {
    List<Request> requests = new ArrayList<>(requests(50, 1));
    requests.set(0, Request.get("http://o0.example.com/hang"));
    List<BatchItem<Request, Response>> items = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(50);
    CompletableFuture<BatchReport<Request, Response>> batch = builder()
        .build()
        .all(requests)
        .perOrigin(1)
        .forEachAsync(item -> {
          items.add(item);
          all.countDown();
        });
    assertThat(transport.hanging.await(30, TimeUnit.SECONDS)).isTrue();

    batch.cancel(true);

    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(items)
        .allSatisfy(item ->
            assertThat(item.failure().orElseThrow()).isInstanceOf(CancelledException.class));
    assertThat(items).filteredOn(BatchItem::sent).hasSize(1);
    assertThat(transport.begun).hasValue(1);
  }

  @Test
  void anAsynchronousBatchRunsInTheContextOfItsCaller() {
    ThreadLocal<String> user = new ThreadLocal<>();
    ContextCarrier carrier = () -> {
      String captured = user.get();
      return () -> {
        String before = user.get();
        user.set(captured);
        return () -> user.set(before);
      };
    };
    user.set("me");
    List<String> seen = new CopyOnWriteArrayList<>();

    builder()
        .context(carrier)
        .build()
        .all(requests(20, 1))
        .perOrigin(2)
        .progress(p -> seen.add(user.get()))
        .runAsync()
        .join();

    assertThat(seen).hasSize(20).containsOnly("me");
  }
}
