/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for one of few connections. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class PoolTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Mode mode;

  PoolTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("K08")
  void servesThoseWhoWaitInTheOrderInWhichTheyCame() throws Exception {
    List<Thread> waiting = new ArrayList<>();
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(new Mode.Setup().connectionsPerRoute(1))) {
      TransportResponse held =
          client.send(request("GET", server.url("/held")), limits().build());
      for (int i = 0; i < 8; i++) {
        CountDownLatch asks = new CountDownLatch(1);
        TransportRequest next = request("GET", server.url("/" + i));
        waiting.add(start(() -> get(client, next, asks)));
        asks.await();
        // Only its place in the line is awaited, which nothing outside the pool can see.
        TransportFixture.pause(20);
      }

      TransportFixture.body(held);
      held.close();
      join(waiting);

      assertThat(server.requests())
          .extracting(head -> head.substring(5, 6))
          .containsExactly("h", "0", "1", "2", "3", "4", "5", "6", "7");
    }
  }

  private static void get(TransportFixture client, TransportRequest request, CountDownLatch asks)
      throws TransportException {
    AttemptListener listener = new AttemptListener() {
      @Override
      public void begin(Phase phase) {
        if (phase == Phase.POOL) {
          asks.countDown();
        }
      }

      @Override
      public void connected(boolean reused, String remote) {}
    };
    try (TransportResponse response =
        client.transport().send(request, limits().build(), listener)) {
      TransportFixture.body(response);
    }
  }

  /** Waits that time out or are interrupted must not take a place, or a wake-up, with them. */
  @Test
  @Tag("K08")
  @Tag("K09")
  void losesNoPlaceWhateverEndsTheWaits() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(new Mode.Setup().connectionsPerRoute(2))) {
      for (int caller = 0; caller < 6; caller++) {
        SplittableRandom random = new SplittableRandom(caller);
        callers.add(start(() -> hurry(client, server.url("/"), random, answered)));
      }
      for (int i = 0; i < 200; i++) {
        callers.get(i % callers.size()).interrupt();
        TransportFixture.pause(1);
      }
      join(callers);

      assertThat(answered).hasPositiveValue();
      try (TransportResponse one = client.send(request("GET", server.url("/")), patient());
          TransportResponse two = client.send(request("GET", server.url("/")), patient())) {
        assertThat(TransportFixture.body(one)).isEqualTo(TransportFixture.body(two));
      }
    }
  }

  private static void hurry(
      TransportFixture client, String url, SplittableRandom random, AtomicInteger answered) {
    for (int i = 0; i < 150; i++) {
      try {
        // The few that are patient are answered on a busy machine too.
        client.text(request("GET", url), i % 50 == 0 ? patient() : hasty(random));
        answered.incrementAndGet();
      } catch (TransportException late) {
        // Expected of many. The flag would end all that follow.
        Thread.interrupted();
      }
    }
  }

  private static AttemptLimits patient() {
    return limits().build();
  }

  private static AttemptLimits hasty(SplittableRandom random) {
    return limits().pool(1 + random.nextInt(3)).deadline(1 + random.nextInt(20)).build();
  }

  private interface Call {
    void run() throws IOException;
  }

  private static Thread start(Call call) {
    Runnable work = () -> {
      try {
        call.run();
      } catch (IOException failure) {
        // What the server saw tells whether that was right.
      }
    };
    Thread thread = new Thread(work, "caller");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
