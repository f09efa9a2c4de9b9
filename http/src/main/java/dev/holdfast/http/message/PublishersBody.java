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
import java.util.function.Supplier;

/** The bytes of a publisher that is created anew for each attempt. */
final class PublishersBody implements Body {

  private final Supplier<? extends Flow.Publisher<ByteBuffer>> source;
  private final long length;

  PublishersBody(Supplier<? extends Flow.Publisher<ByteBuffer>> source, long length) {
    this.source = Objects.requireNonNull(source, "source");
    this.length = OnceBody.requireLength(length);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean mayStall() {
    return true;
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
    Flow.Publisher<ByteBuffer> publisher;
    try {
      publisher = Objects.requireNonNull(source.get(), "source: gave null");
    } catch (RuntimeException e) {
      subscriber.onSubscribe(NoSubscription.INSTANCE);
      subscriber.onError(e);
      return;
    }
    publisher.subscribe(subscriber);
  }

  @Override
  public String toString() {
    return "Body[publishers, " + (length < 0 ? "unknown length" : length + " bytes") + "]";
  }
}
