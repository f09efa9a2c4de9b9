/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.sse.EventStream;
import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSamplesTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 10\n\n";

  private final FaultServer server = FaultServer.start();
  private final Session session = Session.create();
  private final String url = server.url("/events");
  private final List<String> handled = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private void serve(String... connections) {
    for (String events : connections) {
      server.enqueue(Step.raw(Action.send(HEAD + events), Action.fin()));
    }
    server.enqueue(Step.respond(204));
  }

  private void handle(String data) {
    handled.add(data);
  }

  @Test
  void goesOnAfterAConnectionThatEnds() {
    serve("id: 1\ndata: one\n\n", "id: 2\ndata: two\n\n");
    // sample: events
    try (EventStream events = session.events(Request.get(url))) {
      for (ServerSentEvent event : events) {
        handle(event.data());
      }
    }
    // end
    assertThat(handled).containsExactly("one", "two");
    assertThat(server.requests().get(1).header("Last-Event-ID")).hasValue("1");
  }

  @Test
  void goesOnAfterARestart() {
    serve();
    String saved = "41";
    // sample: options
    EventOptions options = EventOptions.defaults()
        .lastEventId(saved)
        .idle(Duration.ofMinutes(2))
        .maxEventChars(100_000);
    EventStream events = session.events(Request.get(url), options);
    // end
    assertThat(events).isEmpty();
    assertThat(server.requests().get(0).header("Last-Event-ID")).hasValue("41");
  }

  @Test
  void publishes() throws InterruptedException {
    serve("data: one\n\n");
    CountDownLatch whole = new CountDownLatch(1);
    // sample: async
    session
        .eventsAsync(Request.get(url), EventOptions.defaults())
        .subscribe(new Flow.Subscriber<>() {
          private final CompletableFuture<Flow.Subscription> subscription =
              new CompletableFuture<>();

          @Override
          public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
            given.request(1);
          }

          @Override
          public void onNext(ServerSentEvent event) {
            handle(event.data());
            subscription.join().request(1);
          }

          @Override
          public void onError(Throwable failure) {
            handle("failed: " + failure.getMessage());
          }

          @Override
          public void onComplete() {
            whole.countDown();
          }
        });
    // end
    assertThat(whole.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(handled).containsExactly("one");
  }

  @Test
  void asksOneQuestion() {
    serve("data: Hel\n\ndata: lo\n\ndata: [DONE]\n\n");
    String question = "{\"stream\":true}";
    // sample: post
    try (EventStream answer = session.events(
        Request.post(url).header("Content-Type", "application/json").body(question))) {
      answer.forEach(event -> handle(event.data()));
    }
    // end
    assertThat(handled).containsExactly("Hel", "lo", "[DONE]");
    assertThat(server.requests()).hasSize(1);
  }
}
