/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import dev.holdfast.http.sse.EventStream;
import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.thread.ServiceThread;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events of a publisher for a thread that waits for them. Requests one at a time. */
public final class QueuedEvents implements EventStream, Flow.Subscriber<ServerSentEvent> {

  /** The content of a signal: an event, a failure, or the end. */
  private record Signal(
      @Nullable ServerSentEvent event, @Nullable Throwable failure) {}

  private static final Signal END = new Signal(null, null);

  private final Function<InterruptedException, RuntimeException> interrupted;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription source;
  private volatile boolean closed;
  private final Iterator<ServerSentEvent> iterator = new Events();
  private volatile String lastId;

  private QueuedEvents(
      String lastId, Function<InterruptedException, RuntimeException> interrupted) {
    this.lastId = lastId;
    this.interrupted = interrupted;
  }

  /**
   * Subscribes.
   *
   * @param interrupted creates the exception for an interrupt
   */
  public static EventStream of(
      Flow.Publisher<ServerSentEvent> events,
      String lastId,
      Function<InterruptedException, RuntimeException> interrupted) {
    QueuedEvents queued = new QueuedEvents(lastId, interrupted);
    events.subscribe(queued);
    return queued;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (closed) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(ServerSentEvent event) {
    signals.add(new Signal(event, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(END);
  }

  @Override
  public Iterator<ServerSentEvent> iterator() {
    return iterator;
  }

  private Signal await() {
    ServiceThread.refuse("waiting for an event");
    try {
      return signals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw interrupted.apply(e);
    }
  }

  @Override
  public String lastEventId() {
    return lastId;
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
    signals.add(END);
  }

  /** The iterator over the events, for one thread at a time. */
  private final class Events implements Iterator<ServerSentEvent> {

    private @Nullable Signal ready;

    @Override
    public boolean hasNext() {
      if (closed) {
        return false;
      }
      Signal signal = ready == null ? await() : ready;
      ready = signal;
      if (signal.failure() instanceof RuntimeException failure) {
        throw failure;
      }
      if (signal.failure() instanceof Error error) {
        throw error;
      }
      return signal.event() != null && !closed;
    }

    @Override
    public ServerSentEvent next() {
      ServerSentEvent event = hasNext() && ready != null ? ready.event() : null;
      if (event == null) {
        throw new NoSuchElementException();
      }
      ready = null;
      lastId = event.id();
      Flow.Subscription from = source;
      if (from != null) {
        from.request(1);
      }
      return event;
    }
  }
}
