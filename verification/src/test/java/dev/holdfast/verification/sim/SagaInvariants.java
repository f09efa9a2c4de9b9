/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Invariants over all calls of a saga, checked directly on the traces and without the model. */
final class SagaInvariants {

  private static final long SECOND = 1_000_000_000;
  private static final long LATELY = 60 * SECOND;
  private static final long SHORTEST_TURN = 3 * SECOND / 4;
  private static final int TOLD = 3;

  private final Saga saga;
  private final List<Event> events = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * One attempt of a saga.
   *
   * @param call the call of the saga that it belongs to
   * @param first whether it was the first of its call
   * @param next the next event in the same call, if there is one
   * @param sent whether an attempt was made
   * @param start when it began, or was refused
   * @param end when it was over, including the discarding of the rest of its body
   * @param step the step that it met
   * @param quietUntil the end of the time for which an open breaker allows no attempt
   */
  private record Event(
      int call,
      boolean first,
      Optional<Attempt> next,
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

    /** Whether it may be evidence that the origin is healthy. */
    boolean mayBeGood() {
      return succeeded() && !(told(this) && asks(this));
    }

    /** Whether the retry that follows is refunded. */
    boolean paysOff() {
      boolean limited =
          answered() && List.of(403, 429).contains(attempt.status().getAsInt());
      return !limited
          && next.flatMap(SagaInvariants::statusOf).filter(this::fine).isPresent();
    }

    private boolean fine(int status) {
      return !plan.rules().statuses().contains(status);
    }

    /**
     * Whether it is a paid retry. A retry on a stale connection or after a full pool may be free.
     */
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
      add(i, saga.chapters().get(i).story(), traces.get(i));
    }
  }

  private void add(int call, Story story, Trace trace) {
    for (int i = 0; i < trace.observed().size(); i++) {
      Attempt attempt = trace.observed().get(i);
      long start = trace.startNanos() + attempt.start().toNanos();
      events.add(new Event(
          call,
          i == 0,
          trace.observed().stream().skip(i + 1L).findFirst(),
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

  private static Optional<Integer> statusOf(Attempt attempt) {
    return attempt.status().isPresent()
        ? Optional.of(attempt.status().getAsInt())
        : Optional.empty();
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
      quietAfter(here, i, here.get(i).quietUntil);
    }
    if (saga.shared().gate().isPresent()) {
      afterAllWereTold(here);
    }
  }

  private void quietAfter(List<Event> here, int index, long until) {
    for (Event event : here.subList(index + 1, here.size())) {
      if (event.sent && event.start < until) {
        broken.add("I9 sent at " + event.start + ", to be left alone until " + until);
      }
    }
  }

  /**
   * The third first attempt in a row that was asked to wait closes the gate, for the time asked if
   * the origin limits its clients. Until an attempt succeeds, attempts have turns.
   */
  private void afterAllWereTold(List<Event> here) {
    int toldInARow = 0;
    List<Long> turns = new ArrayList<>();
    for (int i = 0; i < here.size(); i++) {
      Event event = here.get(i);
      if (event.sent && toldInARow >= TOLD) {
        turns.add(event.start);
      }
      if (event.mayBeGood()) {
        toldInARow = 0;
        turns.clear();
      }
      toldInARow += told(event) && event.first ? 1 : 0;
      if (toldInARow == TOLD && beginsToRecover(here.subList(0, i + 1))) {
        quietAfter(here, i, event.start + SHORTEST_TURN);
      }
      if (toldInARow >= TOLD && told(event) && event.attempt.status().getAsInt() == 429) {
        quietAfter(here, i, asked(event));
      }
    }
    // Two may begin together: at most one turn is saved up.
    for (int i = 2; i < turns.size(); i++) {
      if (turns.get(i) - turns.get(i - 2) < SHORTEST_TURN) {
        broken.add("I9 three attempts from " + turns.get(i - 2) + " to " + turns.get(i)
            + " although all were told to wait");
      }
    }
  }

  /** Whether the last of those events is certainly the first sign of an overload. */
  private static boolean beginsToRecover(List<Event> events) {
    long first = events.stream().filter(Event::first).count();
    long told = events.stream().filter(e -> e.first && told(e)).count();
    boolean clear = events.stream()
        .allMatch(e -> told(e) || ScriptedResponse.answer(e.step).retryAfter().isEmpty());
    return clear && events.get(events.size() - 1).first && told == TOLD && first <= TOLD + 1;
  }

  private static boolean told(Event event) {
    int status = event.attempt.status().orElse(0);
    return event.plan.waits().respectRetryAfter()
        && (status == 429 || (List.of(403, 503).contains(status) && asks(event)));
  }

  private static boolean asks(Event event) {
    return ScriptedResponse.answer(event.step).retryAfter().stream()
        .anyMatch(wish -> wish instanceof Step.Wish.Seconds seconds && seconds.nanos() > 0);
  }

  /** Each attempt within an interval has one turn. */
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

  /**
   * Unsuccessful retries within an interval are paid by its successes, by those just before it or
   * the reserve, and by refilling.
   */
  private void inEveryStretch(Shared.Purse purse, List<Event> here) {
    List<Event> paid = here.stream().filter(Event::paid).toList();
    List<Event> retries =
        paid.stream().filter(e -> !e.paysOff() && !mayBeAlone(e, paid)).toList();
    for (int i = 0; i < retries.size(); i++) {
      for (int j = i; j < retries.size(); j++) {
        // The decision was made within the attempt, before the rest of its body was discarded.
        long from = retries.get(i).start;
        long to = retries.get(j).end;
        long before = successes(here, from - purse.window(), from);
        // Refunds to a call that was alone and had not paid.
        long gifts = paid.stream()
            .filter(e -> e.paysOff() && e.start >= from && e.end <= to && mayBeAlone(e, paid))
            .count();
        double filled = (double) (to - from) / purse.refill() * purse.reserve();
        double most = Math.max(purse.reserve(), purse.ratio() * before)
            + purse.ratio() * successes(here, from, to)
            + filled
            + gifts;
        if (j - i + 1 > most + 1e-6) {
          broken.add("I7 " + (j - i + 1) + " retries from " + from + " to " + to
              + " (expected: at most " + most + ")");
        }
      }
    }
  }

  private static long successes(List<Event> here, long from, long to) {
    return here.stream()
        .filter(e -> e.succeeded() && e.end >= from && e.end <= to)
        .count();
  }

  /** Whether possibly no other call paid for a retry within the minute before. */
  private static boolean mayBeAlone(Event event, List<Event> paid) {
    return paid.stream()
        .noneMatch(other -> other.call != event.call
            && other.start <= event.end
            && event.end - other.start <= LATELY);
  }

  /** The end of the pause that the answer asks for; the answer came no earlier than its attempt. */
  private long asked(Event event) {
    Plan.Waits waits = event.plan.waits();
    boolean heard = told(event) && !waits.clampRetryAfter();
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
