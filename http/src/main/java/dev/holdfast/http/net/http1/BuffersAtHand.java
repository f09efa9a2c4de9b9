/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects the buffers of a publisher that gives all of them within its {@code request}. */
final class BuffersAtHand implements Flow.Subscriber<ByteBuffer> {

  private final List<ByteBuffer> buffers = new ArrayList<>(1);
  private Flow.@Nullable Subscription subscription;
  private long count;
  private boolean whole;

  /** Returns all buffers; null if there are more or fewer bytes than that, or not all of them. */
  @Nullable List<ByteBuffer> all(long length) {
    if (whole && count == length) {
      return buffers;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    return null;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    count += buffer.remaining();
    buffers.add(buffer);
  }

  @Override
  public void onError(Throwable failure) {
    // The body is written instead, which reports its failure.
  }

  @Override
  public void onComplete() {
    whole = true;
  }
}
