/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Copies the buffers of a publisher to a stream, on the calling thread, one buffer at a time. */
final class PublisherReader implements Flow.Subscriber<ByteBuffer> {

  /** A buffer, or the end: without error, or with one. */
  private record Signal(@Nullable ByteBuffer data, @Nullable Throwable error) {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;

  private PublisherReader() {}

  static void copy(Flow.Publisher<ByteBuffer> source, OutputStream out) throws IOException {
    PublisherReader reader = new PublisherReader();
    source.subscribe(reader);
    try {
      reader.copy(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the publisher of the body");
    } finally {
      reader.cancel();
    }
  }

  private void copy(OutputStream out) throws IOException, InterruptedException {
    while (true) {
      Signal signal = signals.take();
      if (signal.error() != null) {
        throw new IOException(
            "the publisher of the body failed: " + signal.error().getMessage(), signal.error());
      }
      if (signal.data() == null) {
        return;
      }
      write(signal.data(), out);
      Flow.Subscription from = subscription;
      if (from != null) {
        from.request(1);
      }
    }
  }

  private static void write(ByteBuffer data, OutputStream out) throws IOException {
    if (data.hasArray()) {
      out.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
    } else {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      out.write(bytes);
    }
  }

  /** Cancels the publisher, whose bytes are no longer needed. */
  private void cancel() {
    Flow.Subscription from = subscription;
    if (from != null) {
      from.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    if (subscription != null) {
      newSubscription.cancel();
      return;
    }
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(ByteBuffer data) {
    signals.add(new Signal(Objects.requireNonNull(data, "data"), null));
  }

  @Override
  public void onError(Throwable error) {
    signals.add(new Signal(null, Objects.requireNonNull(error, "error")));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(null, null));
  }
}
