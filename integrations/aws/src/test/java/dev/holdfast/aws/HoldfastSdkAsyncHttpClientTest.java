/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class HoldfastSdkAsyncHttpClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Session session =
      Session.builder().timeouts(Timeouts.defaults().deadline(PATIENCE)).build();
  private final FaultServer server = FaultServer.start();
  private final S3AsyncClient s3 = S3.at(server, S3AsyncClient.builder())
      .httpClient(HoldfastSdkAsyncHttpClient.of(session))
      .build();

  @AfterEach
  void close() {
    s3.close();
    session.close();
    server.close();
  }

  private CompletableFuture<ResponseBytes<GetObjectResponse>> get() {
    return s3.getObject(
        get -> get.bucket(S3.BUCKET).key("a/../book"), AsyncResponseTransformer.toBytes());
  }

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private List<String> attempts() {
    return server.requests().stream()
        .map(seen -> seen.header("amz-sdk-request").orElse("").replaceAll(";.*", ""))
        .toList();
  }

  @Test
  void anAttemptOfTheSdkIsOneAttemptHere() throws Exception {
    server.script(
        Step.respond(503), Step.resetBeforeHeaders(), Step.respond(200).body("tea"));

    assertThat(result(get()).asUtf8String()).isEqualTo("tea");

    assertThat(attempts()).containsExactly("attempt=1", "attempt=2", "attempt=3");
    assertThat(server.requests()).allMatch(seen -> seen.target().endsWith("/a/../book"));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 3 << 20})
  void contentIsSentAnewForEachAttemptOfTheSdk(int length) throws Exception {
    server.script(Step.respond(503), Step.respond(200));

    result(s3.putObject(
        put -> put.bucket(S3.BUCKET).key("book"), AsyncRequestBody.fromString("x".repeat(length))));

    assertThat(attempts()).containsExactly("attempt=1", "attempt=2");
    assertThat(server.requests())
        .allMatch(SeenRequest::complete)
        .allMatch(seen -> seen.bodyText().contains("x".repeat(12)));
  }

  @Test
  void aBodyThatIsCutIsAnErrorAndNotAShortAnswer() {
    server.script(Step.always(Step.truncatedBody()));

    assertThatThrownBy(() -> result(get()))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SdkClientException.class);
    assertThat(attempts()).hasSize((int) attempts().stream().distinct().count());
  }

  @Test
  void aBodyThatStallsEndsAtTheReadTimeout() {
    server.script(Step.always(Step.stallMidBody()));
    try (Session hasty = S3.hasty(session);
        S3AsyncClient over = S3.at(server, S3AsyncClient.builder())
            .httpClient(HoldfastSdkAsyncHttpClient.of(hasty))
            .build()) {
      CompletableFuture<?> call = over.getObject(
          get -> get.bucket(S3.BUCKET).key("book"), AsyncResponseTransformer.toBytes());

      assertThatThrownBy(() -> result(call))
          .isInstanceOf(ExecutionException.class)
          .hasStackTraceContaining("no byte came for 500 ms");
    }
  }

  @Test
  void aCallThatIsCancelledClosesItsConnection() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
        Action.endless(new byte[1 << 14])));

    CompletableFuture<?> call = get();
    server.awaitRequests(1, PATIENCE);
    call.cancel(true);

    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void aSubscriberThatCancelsEndsTheExchange() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
        Action.endless(new byte[1 << 14])));
    Heard heard = new Heard(Subscription::cancel);

    CompletableFuture<Void> exchange = execute(heard, false);
    assertThat(heard.first.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> result(exchange)).hasCauseInstanceOf(SdkCancellationException.class);
    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void aSubscriberThatThrowsEndsTheExchange() throws Exception {
    server.script(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
        Action.endless(new byte[1 << 14])));
    Heard heard = new Heard(subscription -> {
      throw new IllegalStateException("of the subscriber");
    });

    assertThatThrownBy(() -> result(execute(heard, false)))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(heard.failure.get()).hasMessage("of the subscriber");
    server.awaitNoConnection(PATIENCE);
  }

  @Test
  void aRequestThatGoesOnWhileItIsAnsweredIsRefused() {
    Heard heard = new Heard(Subscription::cancel);

    assertThatThrownBy(() -> result(execute(heard, true)))
        .hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(heard.failure.get()).hasMessageContaining("fullDuplex");
    assertThat(server.connections()).isZero();
  }

  @Test
  void theSdkFindsItWithoutBeingTold() throws Exception {
    server.script(Step.respond(200));
    try (S3AsyncClient found = S3.at(server, S3AsyncClient.builder()).build()) {
      result(found.deleteObject(delete -> delete.bucket(S3.BUCKET).key("book")));
    }

    assertThat(server.requests().get(0).header("User-Agent").orElse("")).contains("Holdfast");
  }

  private CompletableFuture<Void> execute(Heard heard, boolean fullDuplex) {
    SdkHttpRequest request = SdkHttpRequest.builder()
        .method(SdkHttpMethod.GET)
        .protocol("http")
        .host("127.0.0.1")
        .port(server.port())
        .encodedPath("/")
        .build();
    return HoldfastSdkAsyncHttpClient.of(session)
        .execute(AsyncExecuteRequest.builder()
            .request(request)
            .requestContentPublisher(new NoContent())
            .responseHandler(heard)
            .fullDuplex(fullDuplex)
            .build());
  }

  /** The publisher that the SDK passes with a GET. */
  private static final class NoContent implements SdkHttpContentPublisher {

    @Override
    public Optional<Long> contentLength() {
      return Optional.of(0L);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      throw new AssertionError("subscribed to no content");
    }
  }

  /** Takes one piece of a body. */
  private static final class Heard implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {

    private final Consumer<Subscription> onPiece;
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile @Nullable Subscription subscription;

    Heard(Consumer<Subscription> onPiece) {
      this.onPiece = onPiece;
    }

    @Override
    public void onHeaders(SdkHttpResponse head) {}

    @Override
    public void onStream(Publisher<ByteBuffer> body) {
      body.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
      subscription = newSubscription;
      newSubscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      onPiece.accept(Objects.requireNonNull(subscription));
      first.countDown();
    }

    @Override
    public void onError(Throwable thrown) {
      failure.compareAndSet(null, thrown);
    }

    @Override
    public void onComplete() {}
  }
}
