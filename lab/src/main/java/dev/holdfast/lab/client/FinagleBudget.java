/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finagle's {@code RetryBudget}: a fifth of the requests of the last 10 s, plus ten a second.
 * Requeues follow at once; one request may use at most a fifth of the budget's balance.
 *
 * <p>Source: finagle.github.io, "Retry Budgets" (2016), and the API documentation of
 * {@code com.twitter.finagle.service.RetryBudget} and of {@code RequeueFilter}.
 */
final class FinagleBudget implements Rules {

  private static final long TTL = 10 * World.SECOND;
  private static final double SHARE = 0.2;
  private static final double RESERVE = 10 * 10;
  private static final double MOST_OF_BALANCE = 0.2;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private double balance = RESERVE;

  private record Entry(long nanos, double amount) {}

  @Override
  public void begins(PeerCall call) {
    book(call, SHARE);
    call.kept = (long) Math.ceil(MOST_OF_BALANCE * balance);
  }

  @Override
  public long next(PeerCall call, Answer answer) {
    expire(call.world().nanoTime());
    if (balance < 1 || call.retries() >= call.kept) {
      return STOP;
    }
    book(call, -1);
    return 0;
  }

  private void book(PeerCall call, double amount) {
    long now = call.world().nanoTime();
    expire(now);
    entries.add(new Entry(now, amount));
    balance += amount;
  }

  private void expire(long now) {
    while (!entries.isEmpty() && now - entries.getFirst().nanos() > TTL) {
      balance -= entries.removeFirst().amount();
    }
  }
}
