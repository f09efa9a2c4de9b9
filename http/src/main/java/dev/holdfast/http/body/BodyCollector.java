/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body in memory. Stops at once when it is too large or does not decode. */
public final class BodyCollector implements PassingSubscriber {

  private final BodyBuffer buffer;
  private final CompletableFuture<byte[]> whole;
  private Flow.@Nullable Subscription subscription;
  private boolean over;

  /** Creates a collector that fills the buffer and completes the future. */
  public BodyCollector(BodyBuffer buffer, CompletableFuture<byte[]> whole) {
    this.buffer = buffer;
    this.whole = whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    if (over) {
      return;
    }
    try {
      buffer.add(piece);
    } catch (TransportException | RuntimeException | Error e) {
      if (subscription != null) {
        subscription.cancel();
      }
      end(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!over) {
      end(failure instanceof Error ? failure : Bodies.brokenOff(failure));
    }
  }

  @Override
  public void onComplete() {
    if (over) {
      return;
    }
    try {
      byte[] bytes = buffer.end();
      end(null);
      whole.complete(bytes);
    } catch (TransportException | RuntimeException | Error e) {
      end(e);
    }
  }

  private void end(@Nullable Throwable failure) {
    over = true;
    buffer.close();
    if (failure != null) {
      whole.completeExceptionally(failure);
    }
  }
}
