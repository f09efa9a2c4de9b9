/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.transport.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What holds over all calls of a saga, told directly by the traces and without the model. */
final class SagaInvariants {

  private final Saga saga;
  private final List<Event> events = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * Something that happened to an attempt.
   *
   * @param sent whether there was one
   * @param start when it began, or was refused
   * @param end when it was over, what was left of its body thrown away
   * @param step what the world did to it
   * @param quietUntil until when nothing may be sent, since an open breaker said so
   */
  private record Event(
      Attempt attempt,
      Plan plan,
      Step step,
      String origin,
      boolean sent,
      long start,
      long end,
      long quietUntil) {

    boolean answered() {
      return attempt.status().isPresent();
    }

    boolean succeeded() {
      return answered() && !plan.rules().statuses().contains(attempt.status().getAsInt());
    }

    /** A retry that is not free, as one on a stale connection or after a full pool may be. */
    boolean paid() {
      boolean stale =
          step.end() instanceof Step.End.Broken fault && fault.fault().stale();
      boolean ours = attempt.category().equals(Optional.of(Category.POOL_TIMEOUT));
      return attempt.decision() == Attempt.Decision.RETRY && !stale && !ours;
    }
  }

  private SagaInvariants(Saga saga, List<Trace> traces) {
    this.saga = saga;
    for (int i = 0; i < traces.size(); i++) {
      add(saga.chapters().get(i).story(), traces.get(i));
    }
  }

  private void add(Story story, Trace trace) {
    for (int i = 0; i < trace.observed().size(); i++) {
      Attempt attempt = trace.observed().get(i);
      long start = trace.startNanos() + attempt.start().toNanos();
      events.add(new Event(
          attempt,
          story.plan(),
          story.step(i),
          RequestModel.origin(attempt.url()),
          i < trace.sightings().size(),
          start,
          start + attempt.elapsed().toNanos(),
          attempt.category().equals(Optional.of(Category.BREAKER_OPEN))
              ? start + untilProbe(trace)
              : 0));
    }
  }

  private static long untilProbe(Trace trace) {
    return trace.ending() instanceof Trace.Ending.Failed failed
        ? failed.retryAfter().map(Duration::toNanos).orElse(0L)
        : 0;
  }

  /** The invariants that the traces break. */
  static List<String> broken(Saga saga, List<Trace> traces) {
    SagaInvariants check = new SagaInvariants(saga, traces);
    for (int i = 0; i < traces.size(); i++) {
      check.broken.addAll(StoryInvariants.broken(saga.chapters().get(i).story(), traces.get(i)));
    }
    check.events.stream().map(Event::origin).distinct().forEach(check::origin);
    return check.broken;
  }

  private void origin(String origin) {
    List<Event> here = events.stream().filter(e -> e.origin.equals(origin)).toList();
    saga.shared().purse().ifPresent(purse -> inEveryStretch(purse, here));
    saga.shared().tap().ifPresent(tap -> inTurn(tap, here));
    for (int i = 0; i < here.size(); i++) {
      List<Event> later = here.subList(i + 1, here.size());
      long quietUntil = Math.max(here.get(i).quietUntil, asked(here.get(i)));
      for (Event event : later) {
        if (event.sent && event.start < quietUntil) {
          broken.add("I9 sent at " + event.start + ", to be left alone until " + quietUntil);
        }
      }
    }
  }

  /** Attempts within a stretch have one turn each. */
  private void inTurn(Shared.Tap tap, List<Event> here) {
    List<Event> sent = here.stream().filter(Event::sent).toList();
    for (int i = 0; i < sent.size(); i++) {
      for (int j = i; j < sent.size(); j++) {
        long turns = tap.burst() + (sent.get(j).start - sent.get(i).start) / tap.interval();
        if (j - i + 1 > turns) {
          broken.add("sent " + (j - i + 1) + " from " + sent.get(i).start + " to "
              + sent.get(j).start + " (expected: at most " + turns + ")");
        }
      }
    }
  }

  /** Retries within a stretch are paid by its successes, those just before it, and the reserve. */
  private void inEveryStretch(Shared.Purse purse, List<Event> here) {
    List<Event> retries = here.stream().filter(Event::paid).toList();
    for (int i = 0; i < retries.size(); i++) {
      for (int j = i; j < retries.size(); j++) {
        // Decided somewhere within the attempt, before what is left of its body is thrown away.
        long from = retries.get(i).start;
        long to = retries.get(j).end;
        long successes = here.stream()
            .filter(e -> e.succeeded() && e.end >= from - purse.window() && e.end <= to)
            .count();
        double filled = (double) (to - from) / purse.refill() * purse.reserve();
        double most = purse.reserve() + purse.ratio() * successes + filled;
        if (j - i + 1 > most + 1e-6) {
          broken.add("I7 " + (j - i + 1) + " retries from " + from + " to " + to
              + " (expected: at most " + most + ")");
        }
      }
    }
  }

  /** Until when that answer, which came no earlier than its attempt, wants to be left alone. */
  private long asked(Event event) {
    Plan.Waits waits = event.plan.waits();
    boolean heard = saga.shared().gate().isPresent()
        && event.answered()
        && List.of(429, 503).contains(event.attempt.status().getAsInt())
        && waits.respectRetryAfter()
        && !waits.clampRetryAfter();
    OptionalLong seconds = ScriptedResponse.answer(event.step).retryAfter().stream()
        .filter(Step.Wish.Seconds.class::isInstance)
        .mapToLong(wish -> ((Step.Wish.Seconds) wish).nanos())
        .max();
    return heard && seconds.isPresent()
        ? event.start
            + Math.min(seconds.getAsLong(), saga.shared().gate().orElseThrow().longest())
        : 0;
  }
}
