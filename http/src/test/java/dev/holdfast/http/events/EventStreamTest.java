/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.ReadTimeoutException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryAfterExceededException;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.sse.EventStream;
import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams of events over real connections. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("B37")
class EventStreamTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n";
  private static final Step END = Step.respond(204);
  private static final EventOptions QUICK =
      EventOptions.defaults().reconnectDelay(Duration.ofMillis(5));

  private final FaultServer server = FaultServer.start();
  private final Session session = Session.builder()
      .retry(Retry.builder()
          .total(2)
          .backoff(Backoff.exponential(Duration.ofMillis(1)))
          .build())
      .build();

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private static Step events(String text) {
    return Step.raw(Action.send(HEAD + text), Action.fin());
  }

  private Request request() {
    return Request.get(server.url("/events"));
  }

  private List<String> all(Request request, EventOptions options) {
    List<String> data = new ArrayList<>();
    try (EventStream events = session.events(request, options)) {
      for (ServerSentEvent event : events) {
        data.add(event.data());
      }
    }
    return data;
  }

  private List<String> lastEventIds() {
    return server.requests().stream()
        .map(seen -> seen.header("Last-Event-ID").orElse("-"))
        .toList();
  }

  @Test
  void goesOnAfterTheLastEventUntilTheServerEndsIt() {
    server.enqueue(
        events("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: never whole\n"),
        Step.raw(
            Action.send(HEAD.replace("\r\n\r\n", "\r\nContent-Length: 99\r\n\r\n")),
            Action.send("id: gr\u00fcn\ndata: c\n\n"),
            Action.rst()),
        END);

    assertThat(all(request(), QUICK)).containsExactly("a", "b", "c");

    assertThat(lastEventIds()).startsWith("-", "2").hasSize(3);
    assertThat(server.requests().get(0).header("Accept")).hasValue("text/event-stream");
    assertThat(server.requests().get(0).header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void beginsAfterTheEventThatTheCallerNames() {
    server.enqueue(END);

    assertThat(all(request(), QUICK.lastEventId("41"))).isEmpty();

    assertThat(lastEventIds()).containsExactly("41");
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    server.enqueue(events("retry: 300\ndata: a\n\n"), END);
    long start = System.nanoTime();

    assertThat(all(request(), QUICK)).containsExactly("a");

    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
  }

  @Test
  void aServerCannotAskForAFloodOfConnections() {
    server.enqueue(
        events("retry: 0\ndata: a\n\n"), events("data: b\n\n"), events("data: c\n\n"), END);
    long start = System.nanoTime();

    assertThat(all(request(), QUICK)).containsExactly("a", "b", "c");

    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
  }

  @Test
  void aDelayBeyondTheLongestEndsTheStream() {
    server.enqueue(events("retry: 3600000\ndata: a\n\n"));

    assertThatExceptionOfType(RetryAfterExceededException.class)
        .isThrownBy(() -> all(request(), QUICK))
        .satisfies(e -> assertThat(e.retryAfter()).hasValue(Duration.ofHours(1)));
  }

  @Test
  void anErrorOfTheServerIsRetriedWithinItsConnectionAndAmongThem() {
    server.enqueue(Step.repeat(4, Step.respond(503)), events("data: a\n\n"), END);

    assertThat(all(request(), QUICK)).containsExactly("a");

    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void anAnswerThatIsNoStreamIsAnError() {
    server.enqueue(
        Step.respond(200).header("Content-Type", "text/html").body("data: x\n\n"),
        Step.respond(200)
            .header("Content-Type", "text/event-stream")
            .header("Content-Encoding", "gzip")
            .body("x"),
        Step.respond(404));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> all(request(), QUICK))
        .withMessageContaining("'text/html' is no stream of events");
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> all(request(), QUICK));
    assertThatExceptionOfType(StatusException.class).isThrownBy(() -> all(request(), QUICK));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aServerThatNeverSendsAnEventIsGivenUp() {
    server.enqueue(Step.always(events(": nothing\n\n")));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> all(request(), QUICK))
        .withMessageContaining("ended again without an event");

    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void retriesAreCountedAnewAfterAnEvent() {
    for (int i = 0; i < 10; i++) {
      server.enqueue(events("data: " + i + "\n\n"), events(""));
    }
    server.enqueue(END);

    assertThat(all(request(), QUICK)).hasSize(10);
  }

  @Test
  void aSilentStreamIsBroken() {
    server.enqueue(Step.always(Step.raw(Action.send(HEAD), Action.stall())));

    assertThatExceptionOfType(ReadTimeoutException.class)
        .isThrownBy(() -> all(request(), QUICK.idle(Duration.ofMillis(100))));

    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void theDeadlineIsOneOfConnectionsAndNotOfTheStream() {
    server.enqueue(
        Step.raw(
            Action.send(HEAD),
            Action.drip("data: a\n\ndata: b\n\ndata: c\n\n", Duration.ofMillis(20)),
            Action.fin()),
        END,
        Step.always(Step.stall()));
    Request hasty = request().deadline(Duration.ofSeconds(1));

    assertThat(all(hasty, QUICK)).containsExactly("a", "b", "c");

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> all(hasty, QUICK))
        .withMessageContaining("deadline");
  }

  @Test
  void anEventWithoutEndIsBounded() {
    server.enqueue(Step.raw(Action.send(HEAD), Action.endless("data: x\n".getBytes(UTF_8))));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> all(request(), QUICK.maxEventChars(10_000)))
        .withMessageContaining("an event of more than 10000 characters");

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRequestThatMustNotBeRepeatedIsNot() {
    server.enqueue(events("data: a\n\n"), events("data: b\n\n"));

    assertThat(all(Request.post(server.url("/")).body("{}"), QUICK)).containsExactly("a");
    assertThat(all(request(), QUICK.reconnect(false))).containsExactly("b");

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void closingEndsTheWaitOfAnotherThread() throws InterruptedException {
    server.enqueue(Step.raw(Action.send(HEAD + "data: a\n\n"), Action.stall()));
    EventStream events = session.events(request(), QUICK);
    Iterator<ServerSentEvent> iterator = events.iterator();
    assertThat(iterator.next().data()).isEqualTo("a");
    CountDownLatch ended = new CountDownLatch(1);
    Thread waiting = new Thread(() -> {
      if (!iterator.hasNext()) {
        ended.countDown();
      }
    });
    waiting.start();

    events.close();

    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    server.awaitNoConnection(Duration.ofSeconds(30));
  }

  @Test
  void anInterruptEndsTheWait() {
    server.enqueue(Step.raw(Action.send(HEAD), Action.stall()));
    EventStream events = session.events(request(), QUICK);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> events.iterator().hasNext());

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closingTheSessionEndsAStreamThatWaits() {
    server.enqueue(events("retry: 60000\ndata: a\n\n"));
    Iterator<ServerSentEvent> events = session.events(request(), QUICK).iterator();
    assertThat(events.next().data()).isEqualTo("a");

    session.close();

    assertThatExceptionOfType(CancelledException.class).isThrownBy(events::hasNext);
  }

  @Test
  void publishesAsManyAsAreAskedFor() throws Exception {
    server.enqueue(events("data: a\n\ndata: b\n\n"), events("data: c\n\ndata: d\n\n"), END);
    CompletableFuture<List<String>> all = new CompletableFuture<>();
    session.eventsAsync(request(), QUICK).subscribe(new Flow.Subscriber<>() {
      private final List<String> seen = new ArrayList<>();
      private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        source.complete(subscription);
        subscription.request(3);
      }

      @Override
      public void onNext(ServerSentEvent event) {
        seen.add(event.data());
        if (seen.size() == 3) {
          all.complete(List.copyOf(seen));
          source.join().cancel();
        }
      }

      @Override
      public void onError(Throwable error) {
        all.completeExceptionally(error);
      }

      @Override
      public void onComplete() {
        all.complete(seen);
      }
    });

    assertThat(all.get(30, TimeUnit.SECONDS)).containsExactly("a", "b", "c");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void settingsAreChecked() {
    EventOptions options = EventOptions.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.maxEventChars(0))
        .withMessage("maxEventChars: 0 (expected: >= 1)");
    assertThatIllegalArgumentException().isThrownBy(() -> options.lastEventId("a\nb"));
    assertThatThrownBy(() -> options.idle(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
