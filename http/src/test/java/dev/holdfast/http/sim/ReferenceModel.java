/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import static dev.holdfast.http.transport.Category.CANCELLED;
import static dev.holdfast.http.transport.Category.DEADLINE_EXCEEDED;
import static dev.holdfast.http.transport.Category.RETRY_AFTER_EXCEEDED;
import static dev.holdfast.http.transport.Category.TOO_MANY_ERROR_RESPONSES;
import static dev.holdfast.http.transport.Category.TOO_MANY_REDIRECTS;
import static dev.holdfast.http.transport.Category.UNREWINDABLE_BODY;

import dev.holdfast.guard.Ending;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Counter;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Says what must happen in a story, from the words of the design and faults.md, without looking at
 * the engine. It walks along a trace, since the exact length of a jittered wait is the engine's to
 * choose, and complains at the first thing that should have been otherwise.
 */
final class ReferenceModel {

  private static final long NONE = Long.MAX_VALUE;
  private static final long LONGEST_DISCARD = 1_000_000_000;

  private final Story story;
  private final Plan plan;
  private final Trace trace;
  private final SharedModel shared;
  private final WaitModel waitModel;

  private final Map<Counter, Integer> charged = new EnumMap<>(Counter.class);
  private int attempts;
  private int retries;
  private int failuresInARow;
  private long previousWait;
  private boolean unknownHostSeen;
  private boolean staleSeen;
  private boolean bodySpent;
  private boolean interrupted;
  /** Attempts that are told of and of which the transport never heard. */
  private int unsent;

  private String method;
  private String url;
  private Plan.Payload payload;
  private boolean credentials;
  private long now;

  private ReferenceModel(Story story, Trace trace, SharedModel shared) {
    this.shared = shared;
    this.now = trace.startNanos();
    this.story = story;
    this.plan = story.plan();
    this.trace = trace;
    this.waitModel = new WaitModel(plan.waits());
    this.method = plan.call().method();
    this.url = plan.call().url();
    this.payload = plan.call().payload();
    this.credentials = plan.call().credentials();
  }

  /** What is wrong with the trace, or nothing. */
  static Optional<String> complaint(Story story, Trace trace) {
    return complaint(story, trace, new SharedModel(Shared.STANDARD));
  }

  /** The same for a call that is not alone; the model of what is shared learns of it. */
  static Optional<String> complaint(Story story, Trace trace, SharedModel shared) {
    try {
      new ReferenceModel(story, trace, shared).walk();
      return Optional.empty();
    } catch (Complaint complaint) {
      return Optional.of(String.valueOf(complaint.getMessage()));
    }
  }

  /** The one attempt that is being looked at. */
  private record Seen(Step step, Trace.Sighting sighting, AttemptLimits limits, long headNanos) {}

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

  /** Whether what calls share lets the attempt pass, and when. */
  private boolean admitted() {
    boolean made = trace.sightings().size() >= attempts;
    long moment = made ? trace.sightings().get(attempts - 1).startNanos() : trace.endNanos();
    SharedModel.Answer answer =
        site().attempt(now, left(), new SharedModel.Seen(made, moment, Want.of(trace.ending())));
    require(made || answer.refusal().isPresent(), "attempt " + attempts + " is missing");
    long held = moment - now;
    require(
        answer.hold().contains(held),
        "attempt " + attempts + " was held for " + held + " (expected: " + answer.hold() + ")");
    now = moment;
    return answer.refusal().isEmpty() || unsent(answer.refusal().get());
  }

  private SharedModel.Site site() {
    return shared.at(origin(url));
  }

  /** An attempt is over; what it says about the other side. */
  private void ended(Seen seen, Ending ending) {
    site().ended(ending, now - seen.sighting().startNanos(), now);
  }

  private boolean attempt() {
    int index = attempts - 1;
    Trace.Sighting sighting = trace.sightings().get(index);
    Step step = story.step(index);
    AttemptLimits limits = limits();
    Physics.Head head = Physics.head(step, limits);
    expect("request", expected(limits, head.handedOver()), sighting.request());
    expect("start", now, sighting.startNanos());
    bodySpent |= head.handedOver() && payload == Plan.Payload.ONCE;
    now += head.nanos();
    Seen seen = new Seen(step, sighting, limits, head.nanos());
    return head.trouble().isPresent() ? broken(seen, head.trouble().get()) : answered(seen);
  }

  private AttemptLimits limits() {
    Plan.Clocks clocks = plan.clocks();
    long left = clocks.deadline() == NONE ? NONE : Math.max(0, left());
    return new AttemptLimits(
        clocks.connect(), clocks.read(), clocks.write(), NONE, clocks.attempt(), left);
  }

  private Trace.Request expected(AttemptLimits limits, boolean handedOver) {
    Optional<String> key = switch (plan.call().key()) {
      case NONE -> Optional.empty();
      case OWN -> Optional.of(Setup.OWN_KEY);
      // Drawn by the session: whatever the first attempt had, all must have.
      case AUTO -> Optional.of(trace.sightings().get(0).request().key().orElse("a key"));
    };
    String bytes = payload == Plan.Payload.NONE ? "" : Setup.BODY;
    return new Trace.Request(
        method, url, key, credentials, handedOver ? Optional.of(bytes) : Optional.empty(), limits);
  }

  // Failures

  private boolean broken(Seen seen, Physics.Trouble trouble) {
    interrupted |= trouble.interrupted();
    boolean telling = !trouble.permanent()
        && !trouble.stale()
        && trouble.category() != CANCELLED
        && trouble.category() != Category.POOL_TIMEOUT;
    ended(seen, telling ? Ending.FAILED : Ending.IGNORED);
    Want asIs = failed(trouble.category(), trouble.sent());
    boolean isFinal = trouble.permanent()
        || trouble.category() == CANCELLED
        || trouble.category() == DEADLINE_EXCEEDED;
    if (isFinal || (trouble.sent() != Sent.NO && !repeatable())) {
      return end(asIs);
    }
    if (trouble.category() == Category.DNS_FAILURE) {
      if (unknownHostSeen) {
        return end(asIs);
      }
      unknownHostSeen = true;
    }
    Counter counter = trouble.sent() == Sent.NO ? Counter.CONNECT : Counter.READ;
    boolean atOnce = trouble.stale() && !staleSeen;
    staleSeen |= atOnce;
    if (exhausted(counter)) {
      return end(asIs);
    }
    Ends ends = new Ends(
        failed(DEADLINE_EXCEEDED, trouble.sent()),
        failed(UNREWINDABLE_BODY, trouble.sent()),
        () -> end(asIs),
        trouble.sent(),
        false);
    return atOnce
        ? goOn(seen, counter, WaitModel.Interval.exactly(0), ends)
        : backOff(seen, counter, ends);
  }

  private boolean repeatable() {
    return plan.call().key() != Plan.Key.NONE
        || plan.rules().anyMethod()
        || plan.rules().methods().contains(method);
  }

  private boolean exhausted(Counter counter) {
    Plan.Rules rules = plan.rules();
    OptionalInt limit = switch (counter) {
      case CONNECT -> rules.connect();
      case READ -> rules.read();
      case STATUS -> rules.status();
      default -> OptionalInt.empty();
    };
    return full(rules.total(), retries)
        || full(limit, charged(counter))
        || full(rules.lastAttempt(), attempts)
        || (rules.lastMoment().isPresent()
            && now - trace.startNanos() >= rules.lastMoment().getAsLong());
  }

  private static boolean full(OptionalInt limit, int used) {
    return limit.isPresent() && used >= limit.getAsInt();
  }

  private int charged(Counter counter) {
    return charged.getOrDefault(counter, 0);
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
    OptionalLong asked = plan.waits().respectRetryAfter()
        ? waitModel.asked(answer, VirtualTime.EPOCH, wall())
        : OptionalLong.empty();
    boolean listed = plan.rules().statuses().contains(answer.status());
    boolean invited = List.of(413, 429, 503).contains(answer.status()) && asked.isPresent();
    if (invited && answer.status() != 413) {
      site().cooldown().asked(granted(asked.getAsLong()), now);
    }
    if ((listed || invited) && repeatable()) {
      ended(seen, Ending.FAILED);
      return busy(seen, answer, asked);
    }
    Optional<Physics.Trouble> trouble = readBody(seen);
    if (trouble.isPresent()) {
      return broken(seen, trouble.get());
    }
    ended(seen, listed || invited ? Ending.FAILED : Ending.SUCCEEDED);
    return end(returned(answer));
  }

  private Instant wall() {
    return VirtualTime.EPOCH.plusNanos(now);
  }

  private Optional<Physics.Trouble> readBody(Seen seen) {
    int status = ScriptedResponse.answer(seen.step()).status();
    if (ScriptedResponse.bodyless(method.equals("HEAD"), status)) {
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
        true);
    if (asked.orElse(0) == 0) {
      return backOff(seen, Counter.STATUS, ends);
    }
    long wait = granted(asked.getAsLong());
    if (wait > plan.waits().retryAfterMax() || wait >= left()) {
      return endWith(
          seen,
          failed(RETRY_AFTER_EXCEEDED, Sent.ANSWERED).after(Duration.ofNanos(asked.getAsLong())));
    }
    return wait(seen, Counter.STATUS, WaitModel.Interval.exactly(wait), ends);
  }

  private boolean givenUp(Seen seen, Step.Answer answer) {
    boolean off = plan.rules().total().equals(OptionalInt.of(0));
    return plan.rules().raiseOnStatus() && !off
        ? endWith(seen, failed(TOO_MANY_ERROR_RESPONSES, Sent.ANSWERED))
        : handBack(seen, answer);
  }

  /** What of the wait that the server asks for it gets. */
  private long granted(long asked) {
    return plan.waits().clampRetryAfter() ? Math.min(asked, plan.waits().retryAfterMax()) : asked;
  }

  private boolean redirected(Seen seen, Step.Answer answer) {
    Optional<String> target = answer
        .location()
        .orElseThrow()
        .target()
        .map(place -> place.startsWith("/") ? origin(url) + place : place);
    boolean refused = target.isEmpty()
        || (url.startsWith("https:") && target.get().startsWith("http:"))
        || full(plan.rules().redirect(), charged(Counter.REDIRECT));
    if (refused) {
      return endWith(seen, failed(TOO_MANY_REDIRECTS, Sent.ANSWERED));
    }
    charged.merge(Counter.REDIRECT, 1, Integer::sum);
    failuresInARow = 0;
    previousWait = 0;
    boolean toGet = (answer.status() == 303 && !method.equals("HEAD"))
        || (answer.status() <= 302 && method.equals("POST"));
    boolean unrewindable = !toGet && bodySpent && payload == Plan.Payload.ONCE;
    discarded(seen);
    if (unrewindable) {
      return end(failed(UNREWINDABLE_BODY, Sent.ANSWERED));
    }
    interrupted |= seen.step().interruptedAfter();
    method = toGet ? "GET" : method;
    payload = toGet ? Plan.Payload.NONE : payload;
    credentials &= origin(url).equals(origin(target.get()));
    url = target.get();
    return true;
  }

  /** Scheme and authority of a URL. */
  static String origin(String url) {
    return url.substring(0, url.indexOf('/', "https://".length()));
  }

  // Going on

  /** How a call ends if it cannot go on as decided. */
  private record Ends(
      Want late, Want unrewindable, BooleanSupplier unpaid, Sent sent, boolean response) {}

  private boolean backOff(Seen seen, Counter counter, Ends ends) {
    return wait(seen, counter, waitModel.backoff(failuresInARow + 1, previousWait), ends);
  }

  private boolean wait(Seen seen, Counter counter, WaitModel.Interval interval, Ends ends) {
    long left = left();
    boolean endsHere = trace.observed().size() == attempts && !endsOtherwise(seen);
    // Late, and perhaps interrupted while it read the last body; else not paid for.
    Want end = Want.of(trace.ending());
    boolean endsLate =
        endsHere && (end.sameKind(ends.late()) || end.category().equals(Optional.of(CANCELLED)));
    if (interval.least() >= left || (interval.most() >= left && endsLate)) {
      return ends.response() ? endWith(seen, ends.late()) : end(ends.late());
    }
    if (!site().budget().pays(now, !endsHere)) {
      return ends.unpaid().getAsBoolean();
    }
    failuresInARow++;
    long decided = now;
    boolean goesOn = goOn(seen, counter, interval, ends);
    if (goesOn) {
      previousWait = now - trace.sightings().get(attempts - 1).endNanos();
      require(previousWait < left, "the wait of " + previousWait + " did not fit into " + left);
      require(now - decided <= left, "the deadline passed in the wait");
    }
    return goesOn;
  }

  /** Whether the call went on as far as to find that it could not be made again. */
  private boolean endsOtherwise(Seen seen) {
    Optional<Category> category = Want.of(trace.ending()).category();
    return category.equals(Optional.of(UNREWINDABLE_BODY))
        || (category.equals(Optional.of(CANCELLED)) && seen.step().interruptedAfter());
  }

  private boolean goOn(Seen seen, Counter counter, WaitModel.Interval interval, Ends ends) {
    charged.merge(counter, 1, Integer::sum);
    retries++;
    if (ends.response()) {
      discarded(seen);
    }
    if (bodySpent && payload == Plan.Payload.ONCE) {
      return end(ends.unrewindable());
    }
    if (seen.step().interruptedAfter()) {
      return end(failed(CANCELLED, ends.sent()));
    }
    require(trace.observed().size() > attempts, "attempt " + (attempts + 1) + " is missing");
    long wait = trace.observed().get(attempts - 1).delay().toNanos();
    require(
        interval.contains(wait),
        "the wait after attempt " + attempts + " is " + wait + " (expected: " + interval + ")");
    now += wait;
    return true;
  }

  /** The transport may read on for a while, so that the connection can be used again. */
  private void discarded(Seen seen) {
    long took = seen.sighting().endNanos() - now;
    require(
        took >= 0 && took <= Math.min(LONGEST_DISCARD, left()),
        "a body that nobody wants was read for " + took);
    now += took;
  }

  private long left() {
    long deadline = plan.clocks().deadline();
    return deadline == NONE ? NONE : deadline - (now - trace.startNanos());
  }

  // Ends

  private boolean handBack(Seen seen, Step.Answer answer) {
    Optional<Physics.Trouble> trouble = readBody(seen);
    if (trouble.isEmpty()) {
      return end(returned(answer));
    }
    interrupted |= trouble.get().interrupted();
    return end(failed(trouble.get().category(), Sent.ANSWERED));
  }

  /** An exception that carries the response, if that can still be read. */
  private boolean endWith(Seen seen, Want want) {
    Step.Answer answer = ScriptedResponse.answer(seen.step());
    OptionalLong asked = waitModel.asked(answer, VirtualTime.EPOCH, wall());
    Optional<Physics.Trouble> trouble = readBody(seen);
    if (trouble.isEmpty()) {
      return end(want.carrying(answer.status(), asked));
    }
    interrupted |= trouble.get().interrupted();
    return end(trouble.get().category() == CANCELLED ? failed(CANCELLED, Sent.ANSWERED) : want);
  }

  private boolean end(Want want) {
    interrupted |= story.step(attempts - 1).interruptedAfter();
    expect("ending", want, Want.of(trace.ending()));
    expect("requests", attempts - unsent, trace.sightings().size());
    expect("attempts told", attempts, trace.ending().attempts().size());
    expect("attempts observed", trace.ending().attempts(), trace.observed());
    expect("interrupted", interrupted, trace.interrupted());
    expect("end", now, trace.endNanos());
    return false;
  }

  private Want returned(Step.Answer answer) {
    boolean bodyless = ScriptedResponse.bodyless(method.equals("HEAD"), answer.status());
    return Want.returned(
        answer.status(), bodyless ? "" : ScriptedResponse.content(answer.bodyLength()));
  }

  private static Want failed(Category category, Sent sent) {
    return Want.failed(category, sent);
  }

  private static void expect(String what, Object wanted, Object found) {
    require(wanted.equals(found), what + ": " + found + " (expected: " + wanted + ")");
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new Complaint(complaint);
    }
  }

  private static final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Complaint(String message) {
      super(message);
    }
  }
}
