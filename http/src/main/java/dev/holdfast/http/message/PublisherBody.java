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

/** What a publisher gives, to one subscriber: whoever sends it. */
final class PublisherBody implements Body {

  private final Flow.Publisher<ByteBuffer> source;
  private final long length;
  private final AtomicBoolean used = new AtomicBoolean();

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
    return used.get();
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
    if (used.compareAndSet(false, true)) {
      source.subscribe(subscriber);
    } else {
      subscriber.onSubscribe(NoSubscription.INSTANCE);
      subscriber.onError(OnceBody.usedTwice());
    }
  }

  @Override
  public String toString() {
    return "Body[publisher, " + (length < 0 ? "unknown length" : length + " bytes") + "]";
  }
}
