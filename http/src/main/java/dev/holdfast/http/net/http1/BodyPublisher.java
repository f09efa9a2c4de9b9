/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.body.AheadSubscriber;
import dev.holdfast.http.body.PassingSubscriber;
import dev.holdfast.http.net.loop.EventLoop;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response for one subscriber, which gets buffers on demand. Signals come on the
 * loop's thread.
 */
public final class BodyPublisher implements Flow.Publisher<ByteBuffer> {

  private final EventLoop loop;
  private final Runnable onDemand;
  private final Runnable onCancel;
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private long demand;

  /** Whether the subscriber has requested more outside of a signal, and when. */
  private boolean paused;

  private long askedAt;
  private boolean taken;
  private boolean ended;
  private boolean told;

  /** Whether the subscriber is handling a signal. Others are delivered afterwards. */
  private boolean signalling;

  private @Nullable Throwable failure;

  /**
   * @param onDemand runs on the loop when there is new demand
   * @param onCancel runs on the loop when the subscriber cancels before the end
   */
  public BodyPublisher(EventLoop loop, Runnable onDemand, Runnable onCancel) {
    this.loop = loop;
    this.onDemand = onDemand;
    this.onCancel = onCancel;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> candidate) {
    Objects.requireNonNull(candidate, "subscriber");
    if (loop.inLoop()) {
      accept(candidate);
    } else {
      loop.execute(() -> accept(candidate));
    }
  }

  /** Whether the subscriber accepts another buffer now. */
  public boolean hasDemand() {
    return demand > 0 && !told;
  }

  /** Whether the subscriber waits for another buffer. */
  public boolean awaited() {
    return hasDemand() && !(subscriber instanceof AheadSubscriber ahead && !ahead.waits());
  }

  /**
   * Returns since when the subscriber waits, as {@link System#nanoTime()}: since the last buffer,
   * or since its request after a pause.
   *
   * @param lastCame when bytes last arrived
   */
  public long awaitedSince(long lastCame) {
    return paused && askedAt - lastCame > 0 ? askedAt : lastCame;
  }

  /** Whether there is or was a subscriber. */
  public boolean taken() {
    return taken;
  }

  /** Whether the subscriber keeps the buffers beyond the signal. */
  public boolean keeps() {
    return !(subscriber instanceof PassingSubscriber);
  }

  /** Delivers one buffer. There must be demand. */
  public void next(ByteBuffer data) {
    Flow.Subscriber<? super ByteBuffer> target = subscriber;
    if (target == null || told) {
      return;
    }
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    signalling = true;
    try {
      target.onNext(data);
    } catch (RuntimeException broken) {
      // Reactive Streams (rule 2.13) forbids the exception, and no subscriber is left to be
      // notified.
      abandon();
    } catch (Error exhausted) {
      // An error, such as a lack of memory, is outside the rules: the subscriber is notified.
      abandon();
      target.onError(exhausted);
    } finally {
      signalling = false;
    }
  }

  /** Ends the body: complete, or with a failure. */
  public void end(@Nullable Throwable cause) {
    if (!ended) {
      ended = true;
      failure = cause;
      tell();
    }
  }

  private void accept(Flow.Subscriber<? super ByteBuffer> candidate) {
    if (taken) {
      candidate.onSubscribe(new Nothing());
      candidate.onError(new IllegalStateException("the body has a subscriber already"));
      return;
    }
    taken = true;
    subscriber = candidate;
    signalling = true;
    try {
      candidate.onSubscribe(new Demand());
    } finally {
      signalling = false;
    }
    tell();
    if (!told) {
      onDemand.run();
    }
  }

  private void tell() {
    Flow.Subscriber<? super ByteBuffer> target = subscriber;
    if (!ended || told || target == null) {
      return;
    }
    told = true;
    subscriber = null;
    if (failure == null) {
      target.onComplete();
    } else {
      target.onError(failure);
    }
  }

  private void request(long count) {
    if (told) {
      return;
    }
    if (count <= 0) {
      Flow.Subscriber<? super ByteBuffer> target = subscriber;
      abandon();
      if (target != null) {
        target.onError(new IllegalArgumentException("request: " + count + " (expected: > 0)"));
      }
      return;
    }
    boolean ahead = subscriber instanceof AheadSubscriber;
    boolean again = !signalling && (ahead || demand == 0);
    demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
    if (again && awaited()) {
      paused = true;
      askedAt = System.nanoTime();
    }
    if (!signalling) {
      onDemand.run();
    }
  }

  private void abandon() {
    if (!told) {
      told = true;
      subscriber = null;
      onCancel.run();
    }
  }

  private final class Demand implements Flow.Subscription {
    @Override
    public void request(long count) {
      if (loop.inLoop()) {
        BodyPublisher.this.request(count);
      } else {
        loop.execute(() -> BodyPublisher.this.request(count));
      }
    }

    @Override
    public void cancel() {
      if (loop.inLoop()) {
        abandon();
      } else {
        loop.execute(BodyPublisher.this::abandon);
      }
    }
  }

  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
