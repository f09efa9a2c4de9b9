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
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many calls as one job, over a transport that counts what is in flight. */
class BatchTest {

  /** Answers after a moment; the status is the number in the path, 200 if there is none. */
  private static final class Counting implements AsyncTransport {

    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> most = new ConcurrentHashMap<>();
    final AtomicInteger begun = new AtomicInteger();
    private final AsyncTransport threads =
        AsyncTransport.overThreads(MockTransport.create().otherwise(request -> {
          String origin = request.url().origin();
          int now = running.computeIfAbsent(origin, o -> new AtomicInteger()).incrementAndGet();
          most.computeIfAbsent(origin, o -> new AtomicInteger()).accumulateAndGet(now, Math::max);
          try {
            Thread.sleep(2);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          running.get(origin).decrementAndGet();
          String last = request.url().path().substring(request.url().path().lastIndexOf('/') + 1);
          int status = last.startsWith("s") ? Integer.parseInt(last.substring(1)) : 200;
          return new MockResponse(status, Headers.empty(), new byte[0]);
        }));

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

  @Test
  @Tag("U43")
  void keepsToItsLimitForEachOriginAndReportsInOrder() {
    List<Request> requests = requests(120, 3);
    List<BatchProgress> progress = new ArrayList<>();

    BatchReport<Request, Response> report =
        builder().build().all(requests).perOrigin(4).progress(progress::add).run();

    assertThat(report.complete()).isTrue();
    assertThat(report.items()).extracting(BatchItem::request).containsExactlyElementsOf(requests);
    assertThat(transport.most.values()).hasSize(3).allMatch(most -> most.get() <= 4);
    assertThat(progress).hasSize(120);
    assertThat(progress.get(119).done()).isEqualTo(120);
    assertThat(progress.get(119).total()).hasValue(120);
  }

  @Test
  @Tag("U43")
  void aLimitOfTheSessionMakesItWaitAndLosesNone() {
    Session session = builder()
        .safeguards(Safeguards.builder()
            .concurrency(ConcurrencyLimit.fixed(2).queue(2).longestWait(Duration.ofMillis(1)))
            .build())
        .build();

    BatchReport<Request, Response> report = session.all(requests(60, 2)).run();

    assertThat(report.failures()).isEmpty();
    assertThat(report.succeeded()).isEqualTo(60);
    assertThat(transport.most.values()).allMatch(most -> most.get() <= 2);
  }

  @Test
  void oneFailureIsReportedAndEndsNothing() {
    List<Request> requests = List.of(
        Request.get("http://a.example.com/1"),
        Request.get("http://a.example.com/s404"),
        Request.get("http://b.example.com/2"));

    BatchReport<Request, Response> report = builder().build().all(requests).run();

    assertThat(report.succeeded()).isEqualTo(2);
    assertThat(report.failures()).hasSize(1);
    assertThat(report.failures().get(0).response().orElseThrow().status()).isEqualTo(404);
    assertThat(report.complete()).isFalse();
    assertThat(report.exhausted()).isTrue();
  }

  @Test
  void theFirstFatalOneEndsItAndTheRestIsReportedAsNotSent() {
    List<Request> requests = new ArrayList<>(requests(200, 2));
    requests.set(5, Request.get("http://o1.example.com/s401"));

    BatchReport<Request, Response> report = builder()
        .build()
        .all(requests)
        .perOrigin(2)
        .stopAt(item -> item.response().filter(r -> r.status() == 401).isPresent())
        .run();

    assertThat(report.stoppedBy().orElseThrow().index()).isEqualTo(5);
    assertThat(report.items()).hasSize(200);
    assertThat(report.items().get(199).sent()).isFalse();
    assertThat(report.items().get(199).failure().orElseThrow())
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("before the turn of this request came");
    assertThat(transport.begun).hasValueLessThan(30);
  }

  @Test
  void theDeadlineEndsIt() {
    BatchReport<Request, Response> report = builder()
        .build()
        .all(requests(3_000, 1))
        .perOrigin(1)
        .deadline(Duration.ofMillis(100))
        .run();

    assertThat(report.succeeded()).isPositive();
    assertThat(report.failures().get(report.failures().size() - 1).failure().orElseThrow())
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(report.succeeded() + report.failed()).isEqualTo(3_000);
    assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void requestsAreTakenOnlyAsThereIsRoom() {
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

    BatchReport<Request, Response> report = builder()
        .build()
        .all(endless)
        .perOrigin(2)
        .lookAhead(5)
        .stopAt(item -> item.index() == 20)
        .run();

    assertThat(report.exhausted()).isFalse();
    assertThat(taken.get() - transport.begun.get()).isBetween(0, 5);
  }

  @Test
  void forEachKeepsOnlyWhatFailed() {
    List<Request> requests = new ArrayList<>(requests(20, 2));
    requests.add(Request.get("http://a.example.com/s404"));
    List<Long> seen = new ArrayList<>();
    Thread here = Thread.currentThread();
    List<Thread> threads = new ArrayList<>();

    BatchReport<Request, Response> report = builder().build().all(requests).forEach(item -> {
      seen.add(item.index());
      threads.add(Thread.currentThread());
    });

    assertThat(seen).hasSize(21).doesNotHaveDuplicates();
    assertThat(threads).containsOnly(here);
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

  @Test
  void whatTheCallersCodeThrowsEndsItAndIsThrown() {
    IllegalStateException broken = new IllegalStateException("progress");

    assertThatThrownBy(() -> builder()
            .build()
            .all(requests(50, 1))
            .progress(p -> {
              throw broken;
            })
            .run())
        .isSameAs(broken);
  }

  @Test
  void aRequestThatCannotBeMadeIsAFailureLikeAnyOther() {
    UrlTemplate relative = UrlTemplate.of("/orders/{id}");

    BatchReport<Request, Response> report = builder()
        .build()
        .all(List.of(Request.get(relative, 7), Request.get("http://a.example.com/1")))
        .run();

    assertThat(report.succeeded()).isEqualTo(1);
    assertThat(report.failures().get(0).failure().orElseThrow())
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("baseUrl");
  }
}
