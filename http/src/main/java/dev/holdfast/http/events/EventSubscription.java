/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import dev.holdfast.http.concurrent.SerialSteps;
import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.sse.ServerSentEvent;
import dev.holdfast.http.text.SplittingSubscriber;
import dev.holdfast.time.Scheduled;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's stream: a connection, its events, a wait, the next connection. Everything runs
 * in steps, one after another; a step never blocks. The next connection is made when all events of
 * the last one were taken, so that none is requested twice.
 */
final class EventSubscription implements Flow.Subscription {

  private final EventSource source;
  private final EventOptions options;
  private final Flow.Subscriber<? super ServerSentEvent> target;
  private final SerialSteps steps;
  // Used only in steps, as are the fields below.
  private long demand;
  private String lastId;
  private Optional<Duration> retry = Optional.empty();
  private boolean over;
  private Runnable forget = () -> {};
  private @Nullable Connection current;
  private @Nullable CompletableFuture<?> opening;
  private @Nullable Scheduled wait;

  EventSubscription(
      EventSource source, EventOptions options, Flow.Subscriber<? super ServerSentEvent> target) {
    this.source = source;
    this.options = options;
    this.target = target;
    this.steps = new SerialSteps(source.executor());
    this.lastId = options.lastEventId();
  }

  void start() {
    steps.run(() -> {
      forget = source.onClose(closed -> steps.run(() -> fail(closed)));
      guarded(() -> target.onSubscribe(this));
      open();
    });
  }

  @Override
  public void request(long n) {
    steps.run(() -> {
      if (n <= 0) {
        fail(new IllegalArgumentException("n: " + n + " (expected: > 0)"));
        return;
      }
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      Connection connection = current;
      if (connection != null) {
        connection.request(n);
      }
    });
  }

  @Override
  public void cancel() {
    steps.run(this::end);
  }

  private void open() {
    if (over) {
      return;
    }
    CompletableFuture<Optional<EventSource.Opened>> next;
    try {
      next = source.open(lastId);
    } catch (RuntimeException refused) {
      fail(refused);
      return;
    }
    opening = next;
    CompletionStage<Optional<EventSource.Opened>> connected = next;
    connected.whenComplete((opened, failure) -> steps.run(() -> {
      opening = null;
      if (failure != null) {
        ended(StageFailures.unwrapped(failure), false);
      } else {
        opened(opened);
      }
    }));
  }

  private void opened(Optional<EventSource.Opened> opened) {
    if (over) {
      opened.ifPresent(unwanted -> unwanted.close().run());
    } else if (opened.isEmpty()) {
      complete();
    } else {
      Connection connection = new Connection(opened.get());
      current = connection;
      connection.start();
    }
  }

  private void ended(@Nullable Throwable cause, boolean progress) {
    if (over) {
      return;
    }
    Optional<Long> delay;
    try {
      delay = source.again(cause, retry, progress);
    } catch (RuntimeException last) {
      fail(last);
      return;
    }
    if (delay.isEmpty()) {
      complete();
    } else {
      wait = source.later(delay.get(), () -> steps.run(this::open));
    }
  }

  private void complete() {
    end();
    guarded(target::onComplete);
  }

  private void fail(Throwable failure) {
    if (!over) {
      end();
      guarded(() -> target.onError(failure));
    }
  }

  private void end() {
    over = true;
    forget.run();
    Connection connection = current;
    if (connection != null) {
      connection.close();
    }
    CompletableFuture<?> call = opening;
    if (call != null) {
      call.cancel(true);
    }
    Scheduled timer = wait;
    if (timer != null) {
      timer.cancel();
    }
  }

  private void guarded(Runnable signal) {
    SerialSteps.signal(signal, this::end);
  }

  /** The events of one connection. */
  private final class Connection implements Flow.Subscriber<ServerSentEvent> {

    private final EventSource.Opened opened;
    private final EventParser parser = new EventParser(options.maxEventChars(), lastId);
    private Flow.@Nullable Subscription events;
    private boolean progress;

    Connection(EventSource.Opened opened) {
      this.opened = opened;
    }

    void start() {
      opened.body().subscribe(new SplittingSubscriber<>(parser, this));
    }

    void request(long n) {
      Flow.Subscription from = events;
      if (from != null) {
        from.request(n);
      }
    }

    void close() {
      opened.close().run();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      steps.run(() -> {
        events = subscription;
        if (over) {
          subscription.cancel();
        } else if (demand > 0) {
          subscription.request(demand);
        }
      });
    }

    @Override
    public void onNext(ServerSentEvent event) {
      steps.run(() -> {
        if (!over) {
          progress = true;
          demand -= demand == Long.MAX_VALUE ? 0 : 1;
          lastId = event.id();
          guarded(() -> target.onNext(event));
        }
      });
    }

    @Override
    public void onError(Throwable failure) {
      steps.run(() -> over(failure));
    }

    @Override
    public void onComplete() {
      steps.run(() -> over(null));
    }

    private void over(@Nullable Throwable cause) {
      current = null;
      close();
      lastId = parser.id();
      retry = parser.retry().or(() -> retry);
      ended(cause, progress);
    }
  }
}
