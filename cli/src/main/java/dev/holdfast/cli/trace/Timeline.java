/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.engine.Decision;
import dev.holdfast.http.Attempt;
import dev.holdfast.http.AttemptObserver;
import dev.holdfast.http.Category;
import dev.holdfast.http.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one run of the command, also if a body that broke off made it call again: they
 * count on. The library tells of an answer when its head is there. Here it is told when its body is
 * there too, since that may still fail.
 */
public final class Timeline implements AttemptObserver {

  private final Trace trace;
  private final long startNanos;
  private final List<Attempt> told = new ArrayList<>();
  private @Nullable Attempt held;
  private long callNanos;
  private int before;

  /** For a run that began at that {@link System#nanoTime}. */
  public Timeline(Trace trace, long startNanos) {
    this.trace = trace;
    this.startNanos = startNanos;
    this.callNanos = startNanos;
  }

  /** The next call of the library begins; it counts its attempts from 1. */
  public void callBegins() {
    before = told.size();
    callNanos = System.nanoTime();
  }

  @Override
  public void attempt(Attempt attempt) {
    Attempt counted = copy(
        attempt,
        attempt.number() + before,
        attempt.start().plusNanos(callNanos - startNanos),
        attempt.elapsed());
    boolean last = attempt.decision() == Attempt.Decision.SUCCESS
        || attempt.decision() == Attempt.Decision.STOP;
    if (last && attempt.status().isPresent()) {
      held = counted;
    } else {
      tell(counted);
    }
  }

  /** The body of the answer is there, or is not to be read. */
  public void bodyEnded() {
    if (held != null) {
      tell(copy(held, held.number(), held.start(), sinceStartOf(held)));
    }
  }

  /** The body of the answer broke off, and that was decided. */
  public void bodyFailed(String statusLine, TransportException failure, Decision decision) {
    if (held == null) {
      return;
    }
    boolean again = decision instanceof Decision.Retry;
    tell(new Attempt(
        held.number(),
        held.method(),
        held.url(),
        held.startedAt(),
        held.start(),
        sinceStartOf(held),
        held.phases(),
        new Attempt.Result(
            OptionalInt.empty(),
            Optional.of(Category.of(failure.kind())),
            failure.sent(),
            message(statusLine, failure)),
        again ? Attempt.Decision.RETRY : Attempt.Decision.STOP,
        decision.reason(),
        decision instanceof Decision.Retry retry ? retry.delay() : Duration.ZERO,
        held.notes()));
  }

  /** What went wrong with the body of an answer. */
  public static String message(String statusLine, TransportException failure) {
    return "status " + statusLine + ", but " + failure.getMessage();
  }

  /** All attempts that were told. */
  public List<Attempt> attempts() {
    return List.copyOf(told);
  }

  /** How many of them were followed by another one that counts as a retry. */
  public int retries() {
    return (int)
        told.stream().filter(it -> it.decision() == Attempt.Decision.RETRY).count();
  }

  /** Nanoseconds since the run began. */
  public long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** How often and how long, to end a message with. */
  public String summary() {
    return " (" + told.size() + (told.size() == 1 ? " attempt, " : " attempts, ")
        + Elapsed.text(elapsedNanos()) + " in all)";
  }

  private void tell(Attempt attempt) {
    held = null;
    told.add(attempt);
    trace.attempt(attempt);
  }

  private Duration sinceStartOf(Attempt attempt) {
    return Duration.ofNanos(elapsedNanos()).minus(attempt.start());
  }

  private static Attempt copy(Attempt from, int number, Duration start, Duration elapsed) {
    return new Attempt(
        number,
        from.method(),
        from.url(),
        from.startedAt(),
        start,
        elapsed,
        from.phases(),
        from.result(),
        from.decision(),
        from.reason(),
        from.delay(),
        from.notes());
  }
}
