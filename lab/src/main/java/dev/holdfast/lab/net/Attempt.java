/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.net;

import dev.holdfast.time.Scheduled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request in progress: waits for a connection, then for its answer. Not thread-safe. */
public final class Attempt {

  private enum State {
    WAITING,
    SENT,
    OVER
  }

  private final Connections connections;
  private final Consumer<Answer> then;
  private final long timeoutNanos;
  private State state = State.WAITING;
  private @Nullable Scheduled timer;

  Attempt(Connections connections, long timeoutNanos, Consumer<Answer> then) {
    this.connections = connections;
    this.timeoutNanos = timeoutNanos;
    this.then = then;
  }

  /** The number of the client that sent it. */
  public int client() {
    return connections.client();
  }

  /** Whether the client has stopped waiting, which a server cannot see. */
  public boolean over() {
    return state == State.OVER;
  }

  /** Delivers the answer. Returns whether the client was still waiting for it. */
  public boolean answer(Answer answer) {
    if (state == State.OVER) {
      return false;
    }
    end(answer);
    return true;
  }

  /** Cancels the attempt; its end is still reported. */
  public void cancel() {
    if (state != State.OVER) {
      end(Answer.CANCELLED);
    }
  }

  void queue(Scheduled limit) {
    timer = limit;
  }

  void send(Server server) {
    cancelTimer();
    state = State.SENT;
    timer = connections.world().schedule(timeoutNanos, () -> end(Answer.TIMED_OUT));
    server.receive(this);
  }

  void end(Answer answer) {
    boolean sent = state == State.SENT;
    state = State.OVER;
    cancelTimer();
    if (sent) {
      connections.free();
    }
    then.accept(answer);
  }

  private void cancelTimer() {
    Scheduled pending = timer;
    if (pending != null) {
      timer = null;
      pending.cancel();
    }
  }
}
