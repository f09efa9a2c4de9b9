/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PublisherBodyTest {

  @Test
  void writesWhatThePublisherGives() throws Exception {
    SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(Runnable::run, 4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Body body = Body.publisher(
        subscriber -> {
          source.subscribe(subscriber);
          source.submit(utf8("some "));
          source.submit(utf8("bytes").asReadOnlyBuffer());
          source.close();
        },
        -1);

    body.writeTo(out);

    assertThat(out).hasToString("some bytes");
  }

  @Test
  void isHandedOverOnce() throws Exception {
    Body body = Body.publisher(Body.of("x").asPublisher().orElseThrow(), 1);
    assertThat(body.spent()).isFalse();

    body.writeTo(OutputStream.nullOutputStream());

    assertThat(body.spent()).isTrue();
    assertThat(body.repeatable()).isFalse();
    assertThatThrownBy(() -> body.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only once");
  }

  @Test
  void canBeSentAgainIfItHadNothingInIt() throws Exception {
    AtomicInteger subscribed = new AtomicInteger();
    Flow.Publisher<ByteBuffer> nothing = Body.of(new byte[0]).asPublisher().orElseThrow();
    Body body = Body.publisher(
        subscriber -> {
          subscribed.incrementAndGet();
          nothing.subscribe(subscriber);
        },
        -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    body.writeTo(out);
    assertThat(body.spent()).isFalse();
    body.writeTo(out);

    assertThat(body.spent()).isFalse();
    assertThat(out.size()).isZero();
    assertThat(subscribed).hasValue(1);
  }

  @Test
  void isSpentWhileItIsNotKnownToBeEmpty() {
    Body body = Body.publisher(subscriber -> subscriber.onSubscribe(NoSubscription.INSTANCE), -1);

    body.asPublisher().orElseThrow().subscribe(recording(new ArrayList<>(), 1));

    assertThat(body.spent()).isTrue();
  }

  @Test
  void failsWhenThePublisherFails() {
    Body body = Body.publisher(
        subscriber -> {
          subscriber.onSubscribe(NoSubscription.INSTANCE);
          subscriber.onError(new IllegalStateException("source"));
        },
        -1);

    assertThatThrownBy(() -> body.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("source");
  }

  @Test
  void cancelsThePublisherWhenWritingFails() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Body body = Body.publisher(endless(cancelled), -1);
    OutputStream broken = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("broken");
      }
    };

    assertThatThrownBy(() -> body.writeTo(broken)).hasMessage("broken");

    assertThat(cancelled).isTrue();
  }

  @Test
  void endsWhenTheThreadIsInterrupted() {
    Body body = Body.publisher(subscriber -> subscriber.onSubscribe(NoSubscription.INSTANCE), -1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> body.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void givesBytesInMemoryAsOneBuffer() {
    List<String> heard = new ArrayList<>();

    Body.of("text").asPublisher().orElseThrow().subscribe(recording(heard, 5));
    Body.none().asPublisher().orElseThrow().subscribe(recording(heard, 1));
    Body.of("text").asPublisher().orElseThrow().subscribe(recording(heard, 0));

    assertThat(heard).containsExactly("text", "end", "end", "n: 0 (expected: > 0)");
  }

  @Test
  void refusesALengthThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.publisher(subscriber -> {}, -2))
        .withMessageContaining("length: -2");
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Flow.Publisher<ByteBuffer> endless(AtomicBoolean cancelled) {
    return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {
        subscriber.onNext(utf8("x"));
      }

      @Override
      public void cancel() {
        cancelled.set(true);
      }
    });
  }

  private static Flow.Subscriber<ByteBuffer> recording(List<String> heard, long asksFor) {
    return new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(asksFor);
      }

      @Override
      public void onNext(ByteBuffer item) {
        heard.add(StandardCharsets.UTF_8.decode(item).toString());
      }

      @Override
      public void onError(Throwable error) {
        heard.add(String.valueOf(error.getMessage()));
      }

      @Override
      public void onComplete() {
        heard.add("end");
      }
    };
  }
}
