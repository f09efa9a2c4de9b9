/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A library that decodes may throw what it likes: what waits for the body ends. */
class BrokenDecoderTest {

  static Stream<Arguments> breaks() {
    RuntimeException unexpected = new IllegalStateException("for a test");
    Error unlinked = new LinkageError("for a test");
    return Stream.of(
        arguments(unexpected, true),
        arguments(unexpected, false),
        arguments(unlinked, true),
        arguments(unlinked, false));
  }

  /** Breaks with the first data, or at the end. */
  private static final class Decoder implements ContentDecoder {

    private final Throwable by;
    private final boolean atOnce;
    private boolean closed;

    Decoder(Throwable by, boolean atOnce) {
      this.by = by;
      this.atOnce = atOnce;
    }

    @Override
    public void decode(ByteBuffer in, ByteBuffer out) {
      if (atOnce) {
        breakOff();
      }
      out.put(in);
    }

    @Override
    public void finish() {
      breakOff();
    }

    private void breakOff() {
      if (by instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) by;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Source implements Flow.Subscription {
    private boolean cancelled;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static final class Target implements Flow.Subscriber<ByteBuffer> {
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer piece) {}

    @Override
    public void onError(Throwable failure) {
      end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      end.complete("whole");
    }
  }

  private static void play(Flow.Subscriber<ByteBuffer> subscriber, Source source) {
    subscriber.onSubscribe(source);
    subscriber.onNext(ByteBuffer.wrap(new byte[100]));
    if (!source.cancelled) {
      subscriber.onComplete();
    }
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void aSubscriberIsTold(Throwable by, boolean atOnce) {
    Decoder decoder = new Decoder(by, atOnce);
    Target target = new Target();
    play(new DecodingSubscriber(decoder, target), new Source());

    assertThatThrownBy(target.end::join)
        .hasCauseInstanceOf(by instanceof Error ? Error.class : TransportException.class);
    assertThat(decoder.closed).isTrue();
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void aBodyThatIsCollectedFails(Throwable by, boolean atOnce) throws Exception {
    Decoder decoder = new Decoder(by, atOnce);
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    play(new BodyCollector(new BodyBuffer(1_000, -1, decoder), whole), new Source());

    assertThat(whole).isCompletedExceptionally();
    assertThat(decoder.closed).isTrue();
  }

  @Test
  void aSubscriberThatBreaksIsNotToldOfItsOwnFailure() {
    RuntimeException unexpected = new IllegalStateException("for a test");
    Target broken = new Target();
    Flow.Subscriber<ByteBuffer> throwing = new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        broken.onSubscribe(subscription);
      }

      @Override
      public void onNext(ByteBuffer piece) {
        throw unexpected;
      }

      @Override
      public void onError(Throwable failure) {
        broken.onError(failure);
      }

      @Override
      public void onComplete() {
        broken.onComplete();
      }
    };
    DecodingSubscriber subscriber =
        new DecodingSubscriber(new Decoder(unexpected, false), throwing);
    subscriber.onSubscribe(new Source());

    assertThatThrownBy(() -> subscriber.onNext(ByteBuffer.wrap(new byte[100])))
        .isSameAs(unexpected);
    assertThat(broken.end).isNotDone();
  }
}
