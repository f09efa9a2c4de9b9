/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A server with workers and a bounded queue before them. It does not know which clients have gone:
 * their requests are worked on all the same. What it answers without work takes a millisecond.
 */
public class Backend implements Server {

  /** In place of an answer: the connection is accepted, and nothing ever comes. */
  protected static final Answer SILENCE = Answer.status(0);

  private static final long SERVICE_NANOS = 20 * World.MILLI;

  /** Its capacity, in parts of the usual load. */
  private static final double CAPACITY = 1.5;

  private static final int QUEUE_SECONDS = 5;

  private final World world;
  private final Tally tally;
  private final double steady;
  private final Queue<Attempt> queue = new ArrayDeque<>();
  private int busy;

  /**
   * A server that can do one and a half times the usual load.
   *
   * @param steady the usual number of requests in a second
   */
  public Backend(World world, Tally tally, double steady) {
    this.world = world;
    this.tally = tally;
    this.steady = steady;
  }

  @Override
  public final void receive(Attempt attempt) {
    tally.attempt(world.nanoTime());
    Answer quick = answerAtOnce(attempt);
    if (quick == null && queue.size() >= queueLimit()) {
      quick = overflow();
    }
    if (quick == null) {
      queue.add(attempt);
      work();
    } else if (quick != SILENCE) {
      Answer answer = quick;
      world.schedule(World.MILLI, () -> answer(attempt, answer));
    }
  }

  /** The answer to a request that is not worked on, or null. Default: all are worked on. */
  protected @Nullable Answer answerAtOnce(Attempt attempt) {
    return null;
  }

  /** The answer when the queue is full: 503 by default. */
  protected Answer overflow() {
    return Answer.UNAVAILABLE;
  }

  /** How many requests may wait: five seconds of work by default. */
  protected int queueLimit() {
    return secondsOfWork(QUEUE_SECONDS);
  }

  /** How many requests the server can do in that time when it is well. */
  protected final int secondsOfWork(double seconds) {
    return (int) Math.ceil(steady * CAPACITY * seconds);
  }

  /** How many requests are worked on at a time. */
  protected int workers() {
    return Math.max(1, (int) Math.round(steady * CAPACITY * SERVICE_NANOS / World.SECOND));
  }

  /** How long one takes. */
  protected long serviceNanos() {
    return SERVICE_NANOS;
  }

  /** How many requests wait. */
  protected final int waiting() {
    return queue.size();
  }

  /** The time. */
  protected final long now() {
    return world.nanoTime();
  }

  /** The clock. */
  protected final World world() {
    return world;
  }

  /** Begins with what waits, as far as there are workers: also when there are more than before. */
  protected final void work() {
    while (busy < workers() && !queue.isEmpty()) {
      Attempt attempt = queue.remove();
      busy++;
      world.schedule(serviceNanos(), () -> {
        busy--;
        answer(attempt, Answer.OK);
        work();
      });
    }
  }

  private void answer(Attempt attempt, Answer answer) {
    if (attempt.answer(answer) && answer.ok()) {
      tally.served(world.nanoTime());
    }
  }
}
