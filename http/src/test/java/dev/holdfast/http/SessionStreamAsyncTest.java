/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStreamAsyncTest {

  private static final Request GET = Request.get("http://api.example.com/big");

  private final MockedSession mocked = new MockedSession();

  private Session session() {
    return mocked
        .builder()
        .asyncTransport(AsyncTransport.overThreads(mocked.transport, Runnable::run))
        .executor(Runnable::run)
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_192, 100_000})
  void publishesTheBodyPieceByPiece(int length) {
    byte[] sent = new byte[length];
    new Random(7).nextBytes(sent);
    mocked.transport.respond(503).handle(request -> new MockResponse(200, Headers.empty(), sent));

    PublishedResponse response = Mode.await(session().streamAsync(GET));

    assertThat(response.attempts()).hasSize(2);
    assertThat(Collected.from(response)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_192, 1_000_000})
  void takesTheContentCodingOff(int length) {
    byte[] sent = new byte[length];
    mocked.respondCoded("gzip", Coded.gzip(sent));

    PublishedResponse response = Mode.await(session().streamAsync(GET));

    assertThat(Collected.from(response)).isEqualTo(sent);
  }

  @Test
  void readsTheBodyOfATransportThatGivesItAnewEachTimeOnce() {
    mocked.transport.handle(request -> RecordedResponse.anew("once"));
    PublishedResponse response = Mode.await(session().streamAsync(GET));

    assertThat(Collected.from(response)).isEqualTo(Coded.text("once"));
  }

  @Test
  void refusesASecondSubscriberWithoutHarmToTheFirst() {
    byte[] sent = new byte[100_000];
    mocked.respondCoded("gzip", Coded.gzip(sent));
    PublishedResponse response = Mode.await(session().streamAsync(GET));
    Collected second = new Collected();
    Collected first = new Collected() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        response.body().subscribe(second);
        super.onSubscribe(subscription);
      }
    };

    response.body().subscribe(first);

    assertThat(Mode.await(first.whole)).isEqualTo(sent);
    assertThat(second.whole).isCompletedExceptionally();
  }

  @Test
  void givesTheConnectionBackWhenASubscriberThrows() {
    RecordedResponse whole = RecordedResponse.whole("a body");
    mocked.transport.handle(request -> whole);
    PublishedResponse response = Mode.await(session().streamAsync(GET));

    response.body().subscribe(new Collected() {
      @Override
      public void onNext(ByteBuffer piece) {
        throw new IllegalStateException("a bug of the subscriber");
      }
    });

    assertThat(whole.released()).isOne();
  }

  @Test
  void neverCallsACutBodyComplete() {
    byte[] coded = Coded.gzip(new byte[100_000]);
    mocked.respondCoded("gzip", Arrays.copyOf(coded, coded.length - 9));

    PublishedResponse response = Mode.await(session().streamAsync(GET));

    TransportException e =
        catchThrowableOfType(TransportException.class, () -> Collected.join(response));
    assertThat(e.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
  }

  @Test
  void failsAsAnyCallDoesIfThereIsNoResponseToHandBack() {
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);

    ReadTimeoutException e = catchThrowableOfType(
        ReadTimeoutException.class,
        () -> Mode.await(session().streamAsync(GET.retry(Retry.off()))));

    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void sendsABodyFromAPublisher() {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    mocked.transport.handle(request -> {
      try {
        request.body().writeTo(received);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return new MockResponse(200, Headers.empty(), new byte[0]);
    });
    Body body = Body.publisher(Body.of("from a publisher").asPublisher().orElseThrow(), -1);

    Mode.await(session().sendAsync(Request.put("http://api.example.com/x").body(body)));

    assertThat(received).hasToString("from a publisher");
  }

  /** Takes one buffer after another. */
  private static class Collected implements Flow.Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    static byte[] from(PublishedResponse response) {
      Collected collected = new Collected();
      response.body().subscribe(collected);
      return Mode.await(collected.whole);
    }

    static void join(PublishedResponse response) throws Throwable {
      Collected collected = new Collected();
      response.body().subscribe(collected);
      try {
        collected.whole.join();
      } catch (CompletionException e) {
        throw e.getCause();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      newSubscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
      if (subscription != null) {
        subscription.request(1);
      }
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      whole.complete(bytes.toByteArray());
    }
  }
}
