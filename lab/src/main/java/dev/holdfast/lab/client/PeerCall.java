/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.sim.World;
import dev.holdfast.time.Scheduled;
import org.jspecify.annotations.Nullable;

/** One call of a peer: attempts and waits by its rules. */
final class PeerCall {

  private final Site site;
  private final Connections connections;
  private final Rules rules;
  private final CallEnd end;
  private @Nullable Scheduled limit;
  private @Nullable Attempt attempt;
  private boolean over;
  private int retries;
  /** A value that the rules keep for this call, such as the tokens that it holds. */
  long kept;

  PeerCall(Site site, Connections connections, Rules rules, CallEnd end) {
    this.site = site;
    this.connections = connections;
    this.rules = rules;
    this.end = end;
  }

  void start() {
    if (rules.callNanos() != Long.MAX_VALUE) {
      limit = site.world().schedule(rules.callNanos(), this::late);
    }
    rules.begins(this);
    attempt();
  }

  /** The number of retries so far. */
  int retries() {
    return retries;
  }

  World world() {
    return site.world();
  }

  /** A random number between 0 and 1. */
  double random() {
    return site.random().nextDouble();
  }

  /** A random number up to that. */
  long upTo(double nanos) {
    return (long) (random() * nanos);
  }

  private void attempt() {
    if (over) {
      return;
    }
    if (rules.admits(this)) {
      long timeout = Math.min(site.readTimeoutNanos(), rules.attemptNanos());
      attempt = connections.send(timeout, this::ended);
    } else {
      goOn(rules.refused(this));
    }
  }

  private void ended(Answer answer) {
    attempt = null;
    if (answer.kind() == Answer.Kind.CANCELLED) {
      rules.cancelled(this);
      return;
    }
    rules.attempted(this, answer);
    if (answer.ok()) {
      finish(true);
    } else if (!over) {
      goOn(rules.next(this, answer));
    }
  }

  private void goOn(long waitNanos) {
    if (waitNanos < 0) {
      finish(false);
      return;
    }
    retries++;
    site.world().schedule(waitNanos, this::attempt);
  }

  private void late() {
    finish(false);
    if (attempt != null) {
      attempt.cancel();
    }
  }

  private void finish(boolean ok) {
    if (over) {
      return;
    }
    over = true;
    if (limit != null) {
      limit.cancel();
    }
    rules.ends(this, ok);
    end.ended(ok);
  }
}
