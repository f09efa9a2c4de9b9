/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import dev.holdfast.http.Category;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes many concurrent calls over few connections: four fifths of them to a server in a kind mood,
 * the rest to all other moods, and some of them interrupted. Every nonce is sent once.
 */
final class Storm {

  private static final int THREADS = 8;
  private static final int CALLS_PER_INTERRUPT = 10;
  private static final Mood[] FAULTS = {
    Mood.FICKLE, Mood.POISONOUS, Mood.BUSY, Mood.MUTE, Mood.RUDE, Mood.SHORT, Mood.ODD, Mood.LATE
  };

  private final MoodyServer server;
  private final Session session;
  private final Mode mode;
  private final AtomicLong nonces = new AtomicLong(1_000_000_000L);
  private final LongAdder answered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final ConcurrentLinkedQueue<String> mixedUp = new ConcurrentLinkedQueue<>();

  Storm(MoodyServer server, Session session, Mode mode) {
    this.server = server;
    this.session = session;
    this.mode = mode;
  }

  /** Makes that many calls and waits for the last. */
  void run(long calls) throws InterruptedException {
    long last = nonces.get() + calls;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      long seed = i;
      threads.add(new Thread(() -> work(new Random(seed), last, threads), "storm-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work(Random random, long last, List<Thread> threads) {
    for (long nonce = nonces.getAndIncrement(); nonce < last; nonce = nonces.getAndIncrement()) {
      if (random.nextInt(CALLS_PER_INTERRUPT) == 0) {
        threads.get(random.nextInt(THREADS)).interrupt();
      }
      call(mood(random), nonce);
      Thread.interrupted();
    }
  }

  private static Mood mood(Random random) {
    int draw = random.nextInt(100);
    if (draw < 80) {
      return draw < 60 ? Mood.KIND : Mood.CHUNKED;
    }
    Mood mood = FAULTS[random.nextInt(FAULTS.length)];
    // LATE takes time, so it is rare.
    return mood == Mood.LATE && random.nextInt(10) != 0 ? Mood.RUDE : mood;
  }

  private void call(Mood mood, long nonce) {
    try {
      Response response = mode.call(session, Request.get(server.url(mood, nonce)));
      if (response.status() != 200) {
        refused.increment();
      } else if (response.text().equals(Long.toString(nonce))) {
        answered.increment();
      } else {
        mixedUp.add(nonce + " got " + response.text());
      }
    } catch (RequestException e) {
      (e.category() == Category.CANCELLED ? cancelled : failed).increment();
    } catch (InterruptedException e) {
      cancelled.increment();
    } catch (RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      mixedUp.add(nonce + " failed by " + trace);
    }
  }

  /**
   * Makes that many calls that the server answers only together: they succeed if every connection
   * of the pool can be leased.
   */
  int together(int calls) throws InterruptedException {
    LongAdder good = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      Request request = Request.get(server.url(Mood.TOGETHER, nonces.getAndIncrement()))
          .timeouts(Timeouts.defaults());
      threads.add(new Thread(() -> good.add(ok(request))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return good.intValue();
  }

  private int ok(Request request) {
    try {
      return mode.call(session, request).ok() ? 1 : 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Responses with another request's nonce, and exceptions that no call may throw. */
  List<String> mixedUp() {
    return List.copyOf(mixedUp);
  }

  /** The number of calls that have ended. */
  long ended() {
    return answered.sum() + refused.sum() + failed.sum() + cancelled.sum() + mixedUp.size();
  }

  @Override
  public String toString() {
    return String.format(
        "%,d answered, %,d status 503, %,d failed, %,d cancelled",
        answered.sum(), refused.sum(), failed.sum(), cancelled.sum());
  }
}
