/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Saves a body that comes from a publisher, on threads that may block. */
public final class SavingSubscriber implements Flow.Subscriber<ByteBuffer> {

  private final DownloadRun run;
  private final DownloadSink.Head head;
  private final Instant now;
  private final CompletableFuture<byte[]> whole;
  private Flow.@Nullable Subscription source;
  private boolean over;

  /**
   * Creates a subscriber for one response.
   *
   * @param whole completed with null when the body is saved
   */
  public SavingSubscriber(
      DownloadRun run, DownloadSink.Head head, Instant now, CompletableFuture<byte[]> whole) {
    this.run = run;
    this.head = head;
    this.now = now;
    this.whole = whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (step(() -> run.begin(head, now))) {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer piece) {
    Flow.Subscription from = source;
    if (!over && step(() -> run.write(piece)) && from != null) {
      from.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!over) {
      over = true;
      whole.completeExceptionally(failure instanceof Error ? failure : Bodies.brokenOff(failure));
    }
  }

  @Override
  public void onComplete() {
    if (!over && step(run::end)) {
      over = true;
      whole.complete(new byte[0]);
    }
  }

  private interface Step {
    void run() throws TransportException;
  }

  /** Runs a step. Returns false if it failed, which ends the body. */
  private boolean step(Step next) {
    try {
      next.run();
      return true;
    } catch (TransportException | RuntimeException | Error e) {
      over = true;
      if (source != null) {
        source.cancel();
      }
      whole.completeExceptionally(e);
      return false;
    }
  }
}
