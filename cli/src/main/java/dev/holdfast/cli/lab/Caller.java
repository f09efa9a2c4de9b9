/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.guard.Pipeline;
import dev.holdfast.retry.AsyncAttempts;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.Verdict;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One call of a client, driven by the same engine and driver as any. */
final class Caller implements AsyncAttempts<Integer> {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private static final Verdict ACCEPT = new Verdict.Accept("200");
  private static final Verdict UNAVAILABLE = Verdict.retry(Counter.STATUS, "503");
  private static final Verdict FAILED = Verdict.retry(Counter.READ, "failed");
  private static final Outcome<Integer> TOO_LATE =
      Outcome.failed(new IOException("no answer in time"));

  private final World world;
  private final Server server;
  private final Load load;
  private final Pipeline pipeline;
  private final long begunNanos;
  private final Deadline deadline;

  Caller(World world, Server server, Load load, Pipeline pipeline) {
    this.world = world;
    this.server = server;
    this.load = load;
    this.pipeline = pipeline;
    this.begunNanos = world.nanoTime();
    this.deadline = Deadline.after(DEADLINE, world);
    load.call(begunNanos);
  }

  @Override
  public Pipeline pipeline(CallState state) {
    return pipeline;
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public CompletionStage<Outcome<Integer>> attempt(CallState state) {
    CompletableFuture<Outcome<Integer>> answer = new CompletableFuture<>();
    Scheduled timeout = world.schedule(Scenario.ATTEMPT_TIMEOUT, () -> answer.complete(TOO_LATE));
    server.receive(answer);
    return answer.whenComplete((outcome, failure) -> timeout.cancel());
  }

  @Override
  public Verdict judge(Outcome<Integer> outcome, CallState state) {
    if (outcome instanceof Outcome.Value<Integer> answered) {
      return answered.value() == Server.OK ? ACCEPT : UNAVAILABLE;
    }
    return FAILED;
  }

  @Override
  public void decided(Outcome<Integer> outcome, Decision decision, CallState state) {
    // The end is enough.
  }

  @Override
  public void ended(Outcome<Integer> outcome, Decision decision) {
    if (decision instanceof Decision.Success) {
      load.succeeded(begunNanos);
    }
  }

  @Override
  public void broken(Throwable failure) {
    throw new AssertionError(failure);
  }
}
