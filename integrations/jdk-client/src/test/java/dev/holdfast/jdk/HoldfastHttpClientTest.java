/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldfastHttpClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Session session = Session.builder()
      .timeouts(Timeouts.of(Duration.ofSeconds(3), Duration.ofSeconds(1)).deadline(PATIENCE))
      .build();
  private final FaultServer server = FaultServer.start();
  private final HttpClient client = HoldfastHttpClient.of(session);

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url(path)));
  }

  @Test
  void retriesAndGivesTheBodyToTheHandler() throws Exception {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).header("X-Shop", "a").header("x-shop", "b").body("three"));

    HttpResponse<String> response = client.send(to("/a?b=1").build(), BodyHandlers.ofString());

    assertThat(response.body()).isEqualTo("three");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.headers().allValues("X-SHOP")).containsExactly("a", "b");
    assertThat(response.uri()).isEqualTo(URI.create(server.url("/a?b=1")));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aPostThatMayHaveArrivedIsSentOnce() {
    server.script(Step.resetBeforeHeaders());

    assertThatThrownBy(() -> client.send(
            to("/").POST(BodyPublishers.ofString("pay")).build(), BodyHandlers.discarding()))
        .isInstanceOf(SocketException.class)
        .hasCauseInstanceOf(ProtocolException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aShortBodyIsSentAgainWithAKey() throws Exception {
    server.script(Step.respond(503), Step.respond(200));

    client.send(
        to("/")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofString("pay"))
            .build(),
        BodyHandlers.discarding());

    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("pay"));
    assertThat(server.requests().get(0).header("Content-Length")).hasValue("3");
  }

  @Test
  void aBodyOfUnknownLengthIsSentOnce() {
    server.script(Step.respond(503), Step.respond(200));
    HttpRequest request = to("/")
        .header("Idempotency-Key", "k2")
        .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("once".getBytes(UTF_8))))
        .build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be sent only once");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).body()).asString().isEqualTo("once");
  }

  @Test
  void theTimeoutOfARequestIsItsDeadline() {
    server.script(Step.stall());

    assertThatThrownBy(() ->
            client.send(to("/").timeout(Duration.ofMillis(100)).build(), BodyHandlers.discarding()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void linesAreReadAsTheyCome() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n"),
        Action.stall()));

    var response = client.send(to("/").build(), BodyHandlers.ofLines());

    assertThat(response.body().findFirst()).hasValue("data: 1");
  }

  @Test
  void filesAndStreamsAreWritten(@TempDir Path directory) throws Exception {
    String large = "x".repeat(200_000);
    server.script(Step.respond(200).body(large), Step.respond(200).body(large));

    Path file = client
        .send(to("/").build(), BodyHandlers.ofFile(directory.resolve("file")))
        .body();
    byte[] bytes =
        client.send(to("/").build(), BodyHandlers.ofInputStream()).body().readAllBytes();

    assertThat(Files.readString(file)).isEqualTo(large);
    assertThat(bytes).asString().isEqualTo(large);
  }

  @Test
  void cancellingTheFutureEndsTheCall() throws InterruptedException {
    server.script(Step.stall());

    CompletableFuture<HttpResponse<Void>> call =
        client.sendAsync(to("/").build(), BodyHandlers.discarding());
    server.awaitRequests(1, PATIENCE);
    call.cancel(true);

    server.awaitNoConnection(PATIENCE);
    assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void aFutureFailsAsSendDoes() {
    server.script(Step.resetBeforeHeaders());
    HttpRequest post = to("/").POST(BodyPublishers.ofString("pay")).build();

    assertThatThrownBy(() -> client.sendAsync(post, BodyHandlers.discarding()).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void aHandlerThatThrowsEndsTheCall() throws InterruptedException {
    server.script(Step.respond(404).body("x".repeat(100)));

    assertThatThrownBy(() -> client.send(to("/").build(), info -> {
          throw new IllegalStateException("status " + info.statusCode());
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("status 404");
    server.awaitNoConnection(PATIENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onSubscribe", "onNext", "onComplete"})
  void aSubscriberThatThrowsEndsTheCall(String method) throws Exception {
    server.script(Step.respond(200).body("three"), Step.respond(200));

    assertThatThrownBy(() -> client.send(to("/").build(), info -> new ThrowingSubscriber(method)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(method);
    assertThat(client.send(to("/").build(), BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private static final class ThrowingSubscriber implements BodySubscriber<Void> {

    private final String method;

    ThrowingSubscriber(String method) {
      this.method = method;
    }

    private void call(String name) {
      if (name.equals(method)) {
        throw new IllegalStateException(name);
      }
    }

    @Override
    public CompletionStage<Void> getBody() {
      return new CompletableFuture<>();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      call("onSubscribe");
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
      call("onNext");
    }

    @Override
    public void onError(Throwable failure) {
      call("onError");
    }

    @Override
    public void onComplete() {
      call("onComplete");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2_000_000, -1})
  void aPublisherThatGivesNothingIsCancelledAtTheDeadline(int length) throws Exception {
    server.script(Step.respond(200));
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    HttpRequest request = to("/")
        .timeout(Duration.ofMillis(200))
        .POST(publisher(
            length,
            subscriber -> subscriber.onSubscribe(new Subscription() {
              @Override
              public void request(long n) {}

              @Override
              public void cancel() {
                cancelled.complete(null);
              }
            })))
        .build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
        .isInstanceOf(HttpTimeoutException.class);
    if (length == 10) {
      cancelled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static BodyPublisher publisher(long length, Flow.Publisher<ByteBuffer> publisher) {
    return length < 0
        ? BodyPublishers.fromPublisher(publisher)
        : BodyPublishers.fromPublisher(publisher, length);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 2_000_000})
  void aPublisherOfAnotherLengthThanDeclaredFails(int length) {
    server.script(Step.respond(200));
    HttpRequest request =
        to("/").POST(publisher(length, BodyPublishers.ofString("sixsix"))).build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("declared " + length + " bytes");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2_000_000, -1})
  void aPublisherThatFailsIsAnIoException(int length) {
    HttpRequest request = to("/")
        .POST(publisher(length, subscriber -> {
          throw new IllegalStateException("no source");
        }))
        .build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("no source");
  }

  @Test
  void aBodyThatIsPublishedLaterIsSentAgain() throws Exception {
    server.script(Step.respond(503), Step.respond(200));
    BodyPublisher later = publisher(
        3,
        subscriber ->
            new Thread(() -> BodyPublishers.ofString("pay").subscribe(subscriber)).start());

    client.send(
        to("/").header("Idempotency-Key", "k3").POST(later).build(), BodyHandlers.discarding());

    assertThat(server.requests())
        .hasSize(2)
        .allMatch(seen -> new String(seen.body(), UTF_8).equals("pay"));
  }

  @Test
  void aClientThatWasShutDownTakesNoCallAndLeavesTheSession() throws Exception {
    server.script(Step.respond(200));
    HoldfastHttpClient own = HoldfastHttpClient.of(session);

    own.close();

    assertThat(own.isTerminated()).isTrue();
    assertThatThrownBy(() -> own.send(to("/").build(), BodyHandlers.discarding()))
        .isInstanceOf(IOException.class)
        .hasMessage("the client was shut down");
    assertThat(session.get(server.url("/")).status()).isEqualTo(200);
  }

  @Test
  void shutdownNowEndsCallsInFlight() throws InterruptedException {
    server.script(Step.stall());
    HoldfastHttpClient own = HoldfastHttpClient.of(session);
    var call = own.sendAsync(to("/").build(), BodyHandlers.discarding());
    server.awaitRequests(1, PATIENCE);

    assertThat(own.awaitTermination(Duration.ofMillis(1))).isFalse();
    own.shutdownNow();

    assertThat(own.awaitTermination(PATIENCE)).isTrue();
    assertThat(call).isCompletedExceptionally();
  }

  @Test
  void aBuilderMakesClientsThatLibrariesConfigure() throws Exception {
    server.script(
        Step.respond(302).header("Location", "/b"),
        Step.respond(302).header("Location", "/b"),
        Step.respond(200));
    HttpClient.Builder builder =
        HoldfastHttpClient.newBuilder(session).connectTimeout(Duration.ofSeconds(2));

    try (HoldfastHttpClient never = (HoldfastHttpClient) builder.build();
        HoldfastHttpClient follows = (HoldfastHttpClient)
            builder.followRedirects(HttpClient.Redirect.NORMAL).build()) {
      assertThat(never.send(to("/").build(), BodyHandlers.discarding()).statusCode())
          .isEqualTo(302);
      var response = follows.send(to("/").build(), BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.uri()).hasPath("/b");
      assertThat(never.connectTimeout()).hasValue(Duration.ofSeconds(2));
    }
  }

  static List<Consumer<HttpClient.Builder>> whatASessionDoesNotHaveIsRefused() {
    return List.of(
        builder -> builder.cookieHandler(new CookieManager()),
        builder -> builder.proxy(ProxySelector.getDefault()),
        builder -> builder.authenticator(new Authenticator() {}),
        builder -> builder.sslParameters(new javax.net.ssl.SSLParameters()));
  }

  @ParameterizedTest
  @MethodSource
  void whatASessionDoesNotHaveIsRefused(Consumer<HttpClient.Builder> setting) {
    assertThatThrownBy(() -> setting.accept(HoldfastHttpClient.newBuilder(session)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("(expected: ");
  }
}
