/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.loop.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Reactive Streams, on the publishing side. */
class BodyPublisherTest {

  private final EventLoop loop = new EventLoop();
  private final List<String> seen = new ArrayList<>();
  private final BodyPublisher body =
      new BodyPublisher(loop, () -> seen.add("demand"), () -> seen.add("cancelled"));

  @BeforeEach
  void start() throws Exception {
    loop.start();
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aRequestForNothingIsAnError(long count) throws Exception {
    body.subscribe(new Recording(subscription -> subscription.request(count)));

    assertThat(seen()).containsExactly("cancelled", "error request: " + count + " (expected: > 0)");
  }

  @Test
  void nothingIsToldAfterACancel() throws Exception {
    body.subscribe(new Recording(subscription -> {
      subscription.cancel();
      subscription.cancel();
      subscription.request(0);
      subscription.request(1);
    }));
    seen();

    loop.execute(() -> body.next(ByteBuffer.allocate(1)));
    loop.execute(() -> body.end(null));

    assertThat(seen()).containsExactly("cancelled");
  }

  @Test
  void demandAddsUpAndNeverOverflows() throws Exception {
    body.subscribe(new Recording(subscription -> {
      subscription.request(1);
      subscription.request(Long.MAX_VALUE);
    }));
    seen();

    loop.execute(() -> body.next(ByteBuffer.allocate(1)));
    loop.execute(() -> body.next(ByteBuffer.allocate(2)));
    loop.execute(() -> seen.add("more: " + body.hasDemand()));

    assertThat(seen()).endsWith("next 1", "next 2", "more: true");
  }

  @Test
  void aSubscriberThatThrowsGetsNoMore() throws Exception {
    body.subscribe(new Recording(subscription -> subscription.request(5)));
    seen();

    loop.execute(() -> body.next(ByteBuffer.allocate(13)));
    loop.execute(() -> body.next(ByteBuffer.allocate(1)));
    loop.execute(() -> body.end(null));

    assertThat(seen()).endsWith("next 13", "cancelled");
  }

  @Test
  void theEndIsToldOnceAndWithoutDemand() throws Exception {
    body.subscribe(new Recording(subscription -> {}));
    loop.execute(() -> body.end(null));
    loop.execute(() -> body.end(new IllegalStateException("late")));

    assertThat(seen()).containsExactly("demand", "complete");
  }

  @Test
  void whoComesAfterTheEndIsToldIt() throws Exception {
    loop.execute(() -> body.end(new IllegalStateException("cut off")));
    body.subscribe(new Recording(subscription -> {}));

    assertThat(seen()).containsExactly("error cut off");
  }

  @Test
  void aSecondSubscriberIsRefusedAndCannotAskForAnything() throws Exception {
    body.subscribe(new Recording(subscription -> {}));
    body.subscribe(new Recording(subscription -> {
      subscription.request(1);
      subscription.cancel();
    }));

    assertThat(seen()).containsExactly("demand", "error the body has a subscriber already");
  }

  /** What was seen once the loop has done all that was asked of it so far, and what followed. */
  private List<String> seen() throws Exception {
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      loop.execute(() -> done.complete(true));
      assertThat(done.get(30, TimeUnit.SECONDS)).isTrue();
    }
    return List.copyOf(seen);
  }

  private final class Recording implements Flow.Subscriber<ByteBuffer> {
    private final Consumer<Flow.Subscription> begin;

    Recording(Consumer<Flow.Subscription> begin) {
      this.begin = begin;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      begin.accept(subscription);
    }

    @Override
    public void onNext(ByteBuffer data) {
      seen.add("next " + data.remaining());
      if (data.remaining() == 13) {
        throw new IllegalStateException("unlucky");
      }
    }

    @Override
    public void onError(Throwable failure) {
      seen.add("error " + failure.getMessage());
    }

    @Override
    public void onComplete() {
      seen.add("complete");
    }
  }
}
