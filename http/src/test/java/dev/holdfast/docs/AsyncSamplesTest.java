/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AsyncSamplesTest {

  @Test
  void sendsWithoutHoldingAThread() {
    try (FaultServer server =
            FaultServer.start(Step.respond(503), Step.respond(200).body("seven"));
        Session session = Session.create()) {
      String url = server.url("/orders/7");
      // sample: send
      CompletableFuture<String> order = session
          .sendAsync(Request.get(url)) // retried, redirected and bounded as session.get is
          .thenApply(response -> response.raiseForStatus().text());
      // end
      assertThat(order.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("seven");
    }
  }

  @Test
  void sendsMany() {
    try (FaultServer server =
            FaultServer.builder().whenExhausted(Step.respond(200).keepAlive()).start();
        Session session = Session.create()) {
      List<String> urls = Stream.of("/1", "/2", "/3").map(server::url).toList();
      // sample: many
      List<CompletableFuture<Response>> calls =
          urls.stream().map(url -> session.sendAsync(Request.get(url))).toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]));
      // end
      all.orTimeout(60, TimeUnit.SECONDS).join();
      assertThat(calls).allMatch(call -> call.join().ok());
    }
  }

  @Test
  void cancels() {
    try (FaultServer server = FaultServer.start(Step.stall());
        Session session = Session.create()) {
      String url = server.url("/slow");
      // sample: cancel
      CompletableFuture<Response> call = session.sendAsync(Request.get(url));
      call.cancel(true); // the attempt ends, and so does its connection
      // end
      assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void goesOnWhereTheCallerSays() {
    ExecutorService workers = Executors.newFixedThreadPool(2);
    // sample: executor
    Session session = Session.builder().executor(workers).build();
    // end
    try (FaultServer server = FaultServer.start(Step.respond(200))) {
      assertThat(session.sendAsync(Request.get(server.url("/"))).join().ok()).isTrue();
    } finally {
      session.close();
      workers.shutdown();
    }
  }

  @Test
  void publishesABody() {
    try (FaultServer server = FaultServer.start(Step.respond(200).body("streamed"));
        Session session = Session.create()) {
      Request request = Request.get(server.url("/export"));
      // sample: publish
      CompletableFuture<Flow.Publisher<ByteBuffer>> body =
          session.streamAsync(request).thenApply(PublishedResponse::body);
      // end
      CompletableFuture<Long> bytes = body.thenCompose(publisher -> {
        CountingSubscriber counting = new CountingSubscriber();
        publisher.subscribe(counting);
        return counting.total;
      });
      assertThat(bytes.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(8);
    }
  }

  @Test
  void sendsABodyFromAPublisher() {
    try (FaultServer server = FaultServer.start(Step.respond(201));
        Session session = Session.create();
        SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>()) {
      String url = server.url("/import");
      // sample: upload
      Request upload = Request.put(url).body(Body.publisher(source, -1)); // sent once at most
      CompletableFuture<Response> call = session.sendAsync(upload);
      // end
      publish(source);
      assertThat(call.orTimeout(60, TimeUnit.SECONDS).join().status()).isEqualTo(201);
      assertThat(server.requests().get(0).bodyText()).isEqualTo("abc");
    }
  }

  @Test
  void choosesAVersion() {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        Session session = Session.create()) {
      String url = server.url("/");
      // sample: version
      Response response = session.request(Request.get(url).httpVersion(HttpVersion.NEGOTIATE));
      // end
      assertThat(response.ok()).isTrue();
    }
  }

  /** A publisher drops items that it is given before the first subscription. */
  private static void publish(SubmissionPublisher<ByteBuffer> source) {
    while (!source.hasSubscribers()) {
      Thread.onSpinWait();
    }
    source.submit(ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}));
    source.close();
  }

  private static final class CountingSubscriber implements Flow.Subscriber<ByteBuffer> {
    private final CompletableFuture<Long> total = new CompletableFuture<>();
    private long bytes;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      bytes += piece.remaining();
    }

    @Override
    public void onError(Throwable failure) {
      total.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      total.complete(bytes);
    }
  }
}
