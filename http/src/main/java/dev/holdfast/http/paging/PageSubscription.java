/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.concurrent.SerialSteps;
import dev.holdfast.http.concurrent.StageFailures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one subscriber: a call for each, one after another, on demand. Everything runs in
 * steps, none of which blocks.
 */
final class PageSubscription implements Flow.Subscription {

  private final Session session;
  private final Turner turner;
  private final Flow.Subscriber<? super Response> target;
  private final SerialSteps steps = new SerialSteps(Runnable::run);
  // Used only in steps, as are the fields below.
  private long demand;
  private boolean over;
  private @Nullable CompletableFuture<Response> call;

  PageSubscription(Session session, Turner turner, Flow.Subscriber<? super Response> target) {
    this.session = session;
    this.turner = turner;
    this.target = target;
  }

  void start() {
    steps.run(() -> signal(() -> target.onSubscribe(this)));
  }

  @Override
  public void request(long n) {
    steps.run(() -> {
      if (n <= 0) {
        fail(new IllegalArgumentException("n: " + n + " (expected: > 0)"));
        return;
      }
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      turn();
    });
  }

  @Override
  public void cancel() {
    steps.run(this::end);
  }

  private void turn() {
    if (over || call != null || demand == 0) {
      return;
    }
    demand--;
    Request request = turner.begin();
    CompletableFuture<Response> made = session.sendAsync(request);
    call = made;
    CompletionStage<Response> answered = made;
    answered.whenComplete((page, failure) -> steps.run(() -> {
      call = null;
      turned(request, page, failure);
    }));
  }

  private void turned(Request request, @Nullable Response page, @Nullable Throwable failure) {
    if (over) {
      return;
    }
    if (page == null) {
      fail(
          failure == null
              ? new IllegalStateException("no response")
              : StageFailures.unwrapped(failure));
      return;
    }
    try {
      turner.turned(request, page);
    } catch (RuntimeException | Error broken) {
      fail(broken);
      return;
    }
    signal(() -> target.onNext(page));
    if (!over && !turner.hasNext()) {
      end();
      signal(target::onComplete);
    } else {
      turn();
    }
  }

  private void fail(Throwable failure) {
    if (!over) {
      end();
      signal(() -> target.onError(failure));
    }
  }

  private void end() {
    over = true;
    CompletableFuture<Response> running = call;
    if (running != null) {
      running.cancel(true);
    }
  }

  private void signal(Runnable signal) {
    SerialSteps.signal(signal, this::end);
  }
}
