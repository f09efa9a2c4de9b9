/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import static dev.holdfast.http.Category.CANCELLED;
import static dev.holdfast.http.Category.DEADLINE_EXCEEDED;
import static dev.holdfast.http.Category.RETRY_AFTER_EXCEEDED;
import static dev.holdfast.http.Category.TOO_MANY_ERROR_RESPONSES;
import static dev.holdfast.http.Category.TOO_MANY_REDIRECTS;
import static dev.holdfast.http.Category.UNREWINDABLE_BODY;
import static dev.holdfast.verification.sim.Want.failed;

import dev.holdfast.guard.Ending;
import dev.holdfast.http.Category;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Computes the correct course of a story from the wording of the design and faults.md,
 * independently of the engine. It follows a trace, since the engine chooses the exact length of a
 * jittered wait, and reports the first deviation.
 */
final class ReferenceModel {

  private static final long LONGEST_DISCARD = 1_000_000_000;

  private final Story story;
  private final Plan plan;
  private final Trace trace;
  private final SharedModel shared;
  private final WaitModel waits;

  private final CounterModel counters;
  private final PayModel pay = new PayModel();

  private RequestModel request;
  private int attempts;
  private Sent arrived = Sent.NO;
  private boolean unknownHostSeen;
  private int stale;
  private boolean interrupted;
  /** Attempts that were reported, but did not reach the transport. */
  private int unsent;

  private long now;

  private ReferenceModel(Story story, Trace trace, SharedModel shared) {
    this.shared = shared;
    this.now = trace.startNanos();
    this.story = story;
    this.plan = story.plan();
    this.trace = trace;
    this.waits = new WaitModel(plan.waits());
    this.counters = new CounterModel(plan.rules());
    this.request = RequestModel.of(plan.call());
  }

  /** The first deviation of the trace; empty if there is none. */
  static Optional<String> complaint(Story story, Trace trace) {
    return complaint(story, trace, new SharedModel(Shared.STANDARD));
  }

  /**
   * As {@link #complaint(Story, Trace)}, for a call that shares state with others; the model of
   * that state is updated.
   */
  static Optional<String> complaint(Story story, Trace trace, SharedModel shared) {
    try {
      new ReferenceModel(story, trace, shared).walk();
      return Optional.empty();
    } catch (Complaint complaint) {
      return Optional.of(complaint.text());
    }
  }

  private void walk() {
    boolean goesOn = true;
    while (goesOn) {
      attempts++;
      goesOn = interrupted ? unsent(failed(CANCELLED, Sent.NO)) : admitted() && attempt();
    }
  }

  private boolean unsent(Want want) {
    unsent++;
    return end(want);
  }

  /** Whether the shared policies admit the attempt, and when. */
  private boolean admitted() {
    boolean made = trace.sightings().size() >= attempts;
    long moment = made ? trace.sightings().get(attempts - 1).startNanos() : trace.endNanos();
    SharedModel.Answer answer =
        site().attempt(now, left(), new SharedModel.Seen(made, moment, Want.of(trace.ending())));
    Complaint.unless(made || answer.refusal().isPresent(), "attempt " + attempts + " is missing");
    long held = moment - now;
    Complaint.unless(
        answer.hold().contains(held),
        "attempt " + attempts + " was held for " + held + " (expected: " + answer.hold() + ")");
    now = moment;
    return answer.refusal().isEmpty() || unsent(answer.refusal().get());
  }

  private SharedModel.Site site() {
    return shared.at(request.origin());
  }

  /** Records the end of an attempt. */
  private void ended(Seen seen, Ending ending) {
    site().ended(ending, took(seen), attempts == 1, now);
    pay.ended(site().accounts(), ending == Ending.SUCCEEDED, now);
  }

  private long took(Seen seen) {
    return now - seen.sighting().startNanos();
  }

  private boolean attempt() {
    int index = attempts - 1;
    Trace.Sighting sighting = trace.sightings().get(index);
    Step step = story.step(index);
    AttemptLimits limits = plan.clocks().limits(left());
    Physics.Head head = Physics.head(step, limits);
    Complaint.unlessEqual(
        "request",
        request.asSent(
            limits, head.handedOver(), trace.sightings().get(0).request().key()),
        sighting.request());
    Complaint.unlessEqual("start", now, sighting.startNanos());
    request = head.handedOver() ? request.handedOver() : request;
    now += head.nanos();
    Seen seen = new Seen(step, sighting, limits, head.nanos());
    return head.trouble().isPresent() ? broken(seen, head.trouble().get()) : answered(seen);
  }

  // Failures

  private boolean broken(Seen seen, Physics.Trouble trouble) {
    return broken(seen, trouble, failed(trouble.category(), trouble.sent()));
  }

  private boolean broken(Seen seen, Physics.Trouble trouble, Want asIs) {
    interrupted |= trouble.interrupted();
    boolean telling = !trouble.permanent()
        && !trouble.stale()
        && trouble.category() != CANCELLED
        && trouble.category() != Category.POOL_TIMEOUT;
    ended(seen, telling ? Ending.FAILED : Ending.IGNORED);
    boolean isFinal = trouble.permanent()
        || trouble.category() == CANCELLED
        || trouble.category() == DEADLINE_EXCEEDED;
    if (isFinal || (trouble.sent() != Sent.NO && !request.repeatable(plan.rules()))) {
      return end(asIs);
    }
    if (trouble.category() == Category.DNS_FAILURE) {
      if (unknownHostSeen) {
        return end(asIs);
      }
      unknownHostSeen = true;
    }
    Counter counter = trouble.sent() == Sent.NO ? Counter.CONNECT : Counter.READ;
    stale += trouble.stale() ? 1 : 0;
    boolean atOnce = trouble.stale() && stale == 1;
    boolean free = trouble.stale() ? stale <= 2 : trouble.category() == Category.POOL_TIMEOUT;
    if (exhausted(counter)) {
      return end(asIs);
    }
    Ends ends = new Ends(
        withHead(failed(DEADLINE_EXCEEDED, trouble.sent()), asIs),
        withHead(failed(UNREWINDABLE_BODY, trouble.sent()), asIs),
        () -> end(asIs),
        trouble.sent(),
        false,
        free ? Ends.Cost.FREE : Ends.Cost.RETURNED);
    return atOnce
        ? goOn(seen, counter, WaitModel.Interval.exactly(0), ends)
        : backOff(seen, counter, ends);
  }

  private boolean exhausted(Counter counter) {
    return counters.exhausted(counter, attempts, now - trace.startNanos());
  }

  // Answers

  private boolean answered(Seen seen) {
    Step.Answer answer = ScriptedResponse.answer(seen.step());
    boolean redirect = plan.rules().followRedirects()
        && List.of(301, 302, 303, 307, 308).contains(answer.status())
        && answer.location().isPresent();
    if (redirect) {
      ended(seen, Ending.SUCCEEDED);
      return redirected(seen, answer);
    }
    OptionalLong asked =
        plan.waits().respectRetryAfter() ? waits.asked(answer, now) : OptionalLong.empty();
    boolean listed = plan.rules().statuses().contains(answer.status());
    boolean invited = List.of(403, 413, 429, 503).contains(answer.status()) && asked.isPresent();
    if (plan.waits().respectRetryAfter()) {
      long granted = waits.granted(asked.orElse(0));
      site().cooldown().answered(answer.status(), granted, attempts == 1, now);
    }
    if ((listed || invited) && request.repeatable(plan.rules())) {
      ended(seen, Ending.FAILED);
      return busy(seen, answer, asked);
    }
    Optional<Physics.Trouble> trouble = readBody(seen);
    if (trouble.isPresent() && !statusDecides(answer, trouble.get())) {
      return broken(seen, trouble.get(), lost(answer, trouble.get()));
    }
    ended(seen, listed || invited ? Ending.FAILED : Ending.SUCCEEDED);
    return end(returned(answer, trouble));
  }

  /** Whether the status decides with or without its body: from 400 on. */
  private static boolean statusDecides(Step.Answer answer, Physics.Trouble trouble) {
    return answer.status() >= 400 && trouble.category() != CANCELLED;
  }

  /** Below 400, the failure includes the head. */
  private static Want withHead(Want want, Want other) {
    return other.status().isPresent()
        ? want.carrying(other.status().get(), OptionalLong.empty())
        : want;
  }

  private static Want lost(Step.Answer answer, Physics.Trouble trouble) {
    return failed(trouble.category(), Sent.ANSWERED)
        .carrying(answer.status(), OptionalLong.empty());
  }

  private Want returned(Step.Answer answer, Optional<Physics.Trouble> trouble) {
    return trouble.isPresent()
        ? Want.returned(answer.status(), Results.LOST)
        : Want.returned(answer, request.bodyless(answer.status()));
  }

  private Optional<Physics.Trouble> readBody(Seen seen) {
    int status = ScriptedResponse.answer(seen.step()).status();
    if (request.bodyless(status)) {
      return Optional.empty();
    }
    Physics.Rest rest = Physics.body(seen.step(), seen.limits(), seen.headNanos());
    now += rest.nanos();
    return rest.trouble();
  }

  /** A status that may be retried. */
  private boolean busy(Seen seen, Step.Answer answer, OptionalLong asked) {
    if (exhausted(Counter.STATUS)) {
      return givenUp(seen, answer);
    }
    Ends ends = new Ends(
        failed(DEADLINE_EXCEEDED, Sent.ANSWERED),
        failed(UNREWINDABLE_BODY, Sent.ANSWERED),
        () -> givenUp(seen, answer),
        Sent.ANSWERED,
        true,
        CooldownModel.limitsClient(answer.status()) ? Ends.Cost.KEPT : Ends.Cost.RETURNED);
    if (asked.orElse(0) == 0) {
      return backOff(seen, Counter.STATUS, ends);
    }
    long wait = waits.granted(asked.getAsLong());
    if (wait > plan.waits().retryAfterMax() || wait >= left()) {
      return endWith(
          seen,
          failed(RETRY_AFTER_EXCEEDED, Sent.ANSWERED).after(Duration.ofNanos(asked.getAsLong())));
    }
    boolean dated = waits.dated(answer, now);
    WaitModel.Interval interval = waits.served(wait, dated, left());
    PayModel.Retry retry =
        new PayModel.Retry(interval, took(seen), true, dated, ends.cost() == Ends.Cost.RETURNED);
    return wait(seen, Counter.STATUS, retry, ends);
  }

  private boolean givenUp(Seen seen, Step.Answer answer) {
    boolean off = plan.rules().total().equals(OptionalInt.of(0));
    return plan.rules().raiseOnStatus() && !off
        ? endWith(seen, failed(TOO_MANY_ERROR_RESPONSES, Sent.ANSWERED))
        : handBack(seen, answer);
  }

  private boolean redirected(Seen seen, Step.Answer answer) {
    Optional<RequestModel> next = request.redirected(answer);
    if (next.isEmpty() || counters.redirectsExhausted()) {
      return endWith(seen, failed(TOO_MANY_REDIRECTS, Sent.ANSWERED));
    }
    counters.redirect();
    waits.succeeded();
    arrived = Sent.ANSWERED;
    discarded(seen);
    if (next.get().unrewindable()) {
      return end(failed(UNREWINDABLE_BODY, Sent.ANSWERED));
    }
    interrupted |= seen.step().interruptedAfter();
    request = next.get();
    return true;
  }

  // Continuing

  private boolean backOff(Seen seen, Counter counter, Ends ends) {
    PayModel.Retry retry = new PayModel.Retry(
        waits.backoff(), took(seen), false, false, ends.cost() == Ends.Cost.RETURNED);
    return wait(seen, counter, retry, ends);
  }

  private boolean wait(Seen seen, Counter counter, PayModel.Retry retry, Ends ends) {
    WaitModel.Interval interval = retry.delay();
    long left = left();
    boolean endsHere = trace.observed().size() == attempts && !endsOtherwise(seen);
    // Late, and perhaps interrupted while it read the last body; otherwise not paid for.
    Want end = Want.of(trace.ending());
    boolean endsLate =
        endsHere && (end.sameKind(ends.late()) || end.category().equals(Optional.of(CANCELLED)));
    if (interval.least() >= left || (interval.most() >= left && endsLate)) {
      return ends.response() ? endWith(seen, ends.late()) : end(ends.late());
    }
    if (ends.cost() != Ends.Cost.FREE
        && !pay.pays(
            site().accounts(), now, retry, endsHere ? OptionalLong.empty() : delay(interval))) {
      return ends.unpaid().getAsBoolean();
    }
    waits.failed();
    long decided = now;
    boolean goesOn = goOn(seen, counter, interval, ends);
    if (goesOn) {
      long waited = now - trace.sightings().get(attempts - 1).endNanos();
      waits.waited(waited);
      Complaint.unless(waited < left, "the wait of " + waited + " did not fit into " + left);
      Complaint.unless(now - decided <= left, "the deadline passed in the wait");
    }
    return goesOn;
  }

  /**
   * The delay of the present attempt's retry in the trace; any correct one if the trace has none.
   */
  private OptionalLong delay(WaitModel.Interval right) {
    return OptionalLong.of(
        trace.observed().size() > attempts
            ? trace.observed().get(attempts - 1).delay().toNanos()
            : right.most());
  }

  /** Whether the call continued until it turned out that it could not be repeated. */
  private boolean endsOtherwise(Seen seen) {
    Optional<Category> category = Want.of(trace.ending()).category();
    return category.equals(Optional.of(UNREWINDABLE_BODY))
        || (category.equals(Optional.of(CANCELLED)) && seen.step().interruptedAfter());
  }

  private boolean goOn(Seen seen, Counter counter, WaitModel.Interval interval, Ends ends) {
    counters.retry(counter);
    if (ends.response()) {
      discarded(seen);
    }
    if (request.unrewindable()) {
      return end(ends.unrewindable());
    }
    if (seen.step().interruptedAfter()) {
      return end(failed(CANCELLED, ends.sent()));
    }
    Complaint.unless(
        trace.observed().size() > attempts, "attempt " + (attempts + 1) + " is missing");
    long wait = trace.observed().get(attempts - 1).delay().toNanos();
    Complaint.unless(
        interval.contains(wait),
        "the wait after attempt " + attempts + " is " + wait + " (expected: " + interval + ")");
    now += wait;
    arrived = ends.sent() == Sent.NO ? arrived : ends.sent();
    return true;
  }

  /**
   * Handles a discarded body: the transport may read on for a while, so that the connection can be
   * reused.
   */
  private void discarded(Seen seen) {
    long took = seen.sighting().endNanos() - now;
    Complaint.unless(
        took >= 0 && took <= Math.min(LONGEST_DISCARD, left()),
        "an unwanted body was read for " + took);
    now += took;
  }

  private long left() {
    return plan.clocks().left(now - trace.startNanos());
  }

  // Ends

  private boolean handBack(Seen seen, Step.Answer answer) {
    Optional<Physics.Trouble> trouble = readBody(seen);
    if (trouble.isEmpty()) {
      return end(returned(answer, trouble));
    }
    interrupted |= trouble.get().interrupted();
    return end(
        statusDecides(answer, trouble.get())
            ? returned(answer, trouble)
            : lost(answer, trouble.get()));
  }

  /** An end with an exception that includes the response, if that can still be read. */
  private boolean endWith(Seen seen, Want want) {
    Step.Answer answer = ScriptedResponse.answer(seen.step());
    OptionalLong asked = waits.asked(answer, now);
    Optional<Physics.Trouble> trouble = readBody(seen);
    if (trouble.isEmpty()) {
      return end(want.carrying(answer.status(), asked));
    }
    interrupted |= trouble.get().interrupted();
    return end(
        trouble.get().category() == CANCELLED
            ? failed(CANCELLED, Sent.ANSWERED).carrying(answer.status(), asked)
            : want.carrying(answer.status(), asked));
  }

  private boolean end(Want want) {
    interrupted |= story.step(attempts - 1).interruptedAfter();
    // A later attempt that sends nothing does not undo what an earlier one has sent.
    Want whole = want.sent() == Sent.NO ? want.sent(arrived) : want;
    Complaint.unlessEqual("ending", whole, Want.of(trace.ending()));
    Complaint.unlessEqual("requests", attempts - unsent, trace.sightings().size());
    Complaint.unlessEqual("attempts told", attempts, trace.ending().attempts().size());
    Complaint.unlessEqual(
        "attempts observed",
        Results.unnoted(trace.ending().attempts()),
        Results.unnoted(trace.observed()));
    Complaint.unlessEqual("interrupted", interrupted, trace.interrupted());
    Complaint.unlessEqual("end", now, trace.endNanos());
    return false;
  }
}
