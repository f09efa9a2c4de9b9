/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.body.PassingSubscriber;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads the rest of a discarded body, up to a limit. Always completes normally. */
final class Discarding extends CompletableFuture<@Nullable Void> implements PassingSubscriber {

  private final Runnable tooMuch;
  private long left;

  /** @param tooMuch runs when more than the limit has arrived */
  Discarding(long maxBytes, Runnable tooMuch) {
    this.left = maxBytes;
    this.tooMuch = tooMuch;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer data) {
    left -= data.remaining();
    if (left < 0) {
      tooMuch.run();
    }
  }

  @Override
  public void onError(Throwable unwanted) {
    complete(null);
  }

  @Override
  public void onComplete() {
    complete(null);
  }
}
