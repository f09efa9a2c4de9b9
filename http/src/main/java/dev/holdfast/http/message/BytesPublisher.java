/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bytes in memory as a publisher of one buffer; none if there are none. For any subscriber. */
final class BytesPublisher implements Flow.Publisher<ByteBuffer> {

  private final byte[] bytes;

  BytesPublisher(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    AtomicBoolean over = new AtomicBoolean();
    subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {
        if (!over.compareAndSet(false, true)) {
          return;
        }
        if (n <= 0) {
          // Reactive Streams, rule 3.9.
          subscriber.onError(new IllegalArgumentException("n: " + n + " (expected: > 0)"));
          return;
        }
        if (bytes.length > 0) {
          subscriber.onNext(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        }
        subscriber.onComplete();
      }

      @Override
      public void cancel() {
        over.set(true);
      }
    });
  }
}
