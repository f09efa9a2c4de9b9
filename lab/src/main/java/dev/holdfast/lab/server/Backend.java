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
 * A server with workers and a bounded queue in front of them. It does not know which clients have
 * left: it also works on their requests. Answers without work take a millisecond.
 */
public class Backend implements Server {

  /** Used in place of an answer: the connection is accepted, and no response ever arrives. */
  protected static final Answer SILENCE = Answer.status(0);

  private static final long SERVICE_NANOS = 20 * World.MILLI;

  /** The capacity, as a multiple of the usual load. */
  private static final double CAPACITY = 1.5;

  private static final int QUEUE_SECONDS = 5;

  private final World world;
  private final Tally tally;
  private final double steady;
  private final Queue<Attempt> queue = new ArrayDeque<>();
  private int busy;

  /**
   * A server with one and a half times the capacity for the usual load.
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

  /** The answer when the queue is full. Default: 503. */
  protected Answer overflow() {
    return Answer.UNAVAILABLE;
  }

  /** The number of requests that may wait. Default: five seconds of work. */
  protected int queueLimit() {
    return secondsOfWork(QUEUE_SECONDS);
  }

  /** The number of requests that a healthy server can serve in that time. */
  protected final int secondsOfWork(double seconds) {
    return (int) Math.ceil(steady * CAPACITY * seconds);
  }

  /** The number of requests that are served at a time. */
  protected int workers() {
    return Math.max(1, (int) Math.round(steady * CAPACITY * SERVICE_NANOS / World.SECOND));
  }

  /** The service time of a request. */
  protected long serviceNanos() {
    return SERVICE_NANOS;
  }

  /** The number of waiting requests. */
  protected final int waiting() {
    return queue.size();
  }

  /** The present time. */
  protected final long now() {
    return world.nanoTime();
  }

  /** The clock. */
  protected final World world() {
    return world;
  }

  /**
   * Begins with waiting requests while workers are free, also if there are more workers than
   * before.
   */
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
