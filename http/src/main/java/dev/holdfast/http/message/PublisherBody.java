/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bytes of a publisher, which gets one subscription. */
final class PublisherBody implements Body {

  private final Flow.Publisher<ByteBuffer> source;
  private final long length;
  private final AtomicBoolean used = new AtomicBoolean();
  /** Whether the publisher completed without a byte. Then it can be sent again. */
  private volatile boolean empty;

  PublisherBody(Flow.Publisher<ByteBuffer> source, long length) {
    this.source = Objects.requireNonNull(source, "source");
    this.length = OnceBody.requireLength(length);
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public boolean spent() {
    return used.get() && !empty;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of("application/octet-stream");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    PublisherReader.copy(this::subscribe, out);
  }

  @Override
  public Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return Optional.of(this::subscribe);
  }

  private void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (empty) {
      new BytesPublisher(new byte[0]).subscribe(subscriber);
    } else if (used.compareAndSet(false, true)) {
      source.subscribe(new Watching(Objects.requireNonNull(subscriber, "subscriber")));
    } else {
      subscriber.onSubscribe(NoSubscription.INSTANCE);
      subscriber.onError(OnceBody.usedTwice());
    }
  }

  /** Detects whether the publisher gives any bytes. */
  private final class Watching implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> target;
    private boolean bytesGiven;

    Watching(Flow.Subscriber<? super ByteBuffer> target) {
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      target.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer data) {
      bytesGiven |= data.hasRemaining();
      target.onNext(data);
    }

    @Override
    public void onError(Throwable error) {
      target.onError(error);
    }

    @Override
    public void onComplete() {
      empty = !bytesGiven;
      target.onComplete();
    }
  }

  @Override
  public String toString() {
    return "Body[publisher, " + (length < 0 ? "unknown length" : length + " bytes") + "]";
  }
}
