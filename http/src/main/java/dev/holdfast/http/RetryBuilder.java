/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.caller.Condition;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.Stop;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Collects the settings of a {@link Retry} policy. Every setter checks its argument at once. Not
 * thread-safe.
 */
public final class RetryBuilder {

  private static final int DEFAULT_TOTAL = 5;
  private static final int DEFAULT_REDIRECTS = 20;

  /**
   * The methods that a server may process twice (RFC 9110 section 9.2.2, RFC 5789). Unknown methods
   * are the caller's responsibility.
   */
  private static final Set<String> NOT_IDEMPOTENT = Set.of("POST", "PATCH");

  RetryLimits limits = RetryLimits.total(DEFAULT_TOTAL).with(Counter.REDIRECT, DEFAULT_REDIRECTS);
  BitSet statuses = setOf(429, 500, 502, 503, 504);
  Set<String> methods = Set.of("GET", "HEAD", "OPTIONS");
  Set<String> unsafeMethods = Set.of();
  boolean anyMethod;
  Backoff backoff = Backoff.exponential(Duration.ofMillis(500));
  Stop stop = Stop.never();
  Duration retryAfterMax = Duration.ofMinutes(2);
  boolean clampRetryAfter;
  boolean respectRetryAfter = true;
  boolean raiseOnStatus;
  boolean followRedirects = true;
  boolean waitForBudget;
  RetryConditions conditions = RetryConditions.NONE;

  RetryBuilder() {}

  /** Creates a builder with that policy's settings. */
  RetryBuilder(Retry from) {
    limits = from.policy().limits();
    statuses = from.statusSet();
    methods = from.safeMethods();
    unsafeMethods = from.unsafeMethods();
    anyMethod = from.retriesAnyMethod();
    backoff = from.policy().backoff();
    stop = from.policy().stop();
    retryAfterMax = from.policy().serverDelayMax();
    clampRetryAfter = from.policy().clampServerDelay();
    respectRetryAfter = from.respectsRetryAfter();
    raiseOnStatus = from.raisesOnStatus();
    followRedirects = from.followsRedirects();
    waitForBudget = from.policy().waitForBudget();
    conditions = from.conditions();
  }

  /**
   * Sets the limit on all retries (default 5). A call makes at most one request more. 0 turns
   * retries off.
   */
  public RetryBuilder total(int retries) {
    limits = limits.withTotal(retries);
    return this;
  }

  /**
   * Removes the limit on all retries. Those of the counters and the deadline still hold. A session
   * without a deadline refuses such a policy.
   */
  public RetryBuilder withoutTotal() {
    limits = limits.withoutTotal();
    return this;
  }

  /** Limits the retries after failures before anything was sent (default: no limit). */
  public RetryBuilder connect(int retries) {
    return limit(Counter.CONNECT, retries);
  }

  /** Limits the retries after failures that may have reached the server (default: no limit). */
  public RetryBuilder read(int retries) {
    return limit(Counter.READ, retries);
  }

  /** Limits the redirects that are followed (default 20). They do not count in {@code total}. */
  public RetryBuilder redirect(int redirects) {
    return limit(Counter.REDIRECT, redirects);
  }

  /** Limits the retries because of a status (default: no limit). */
  public RetryBuilder status(int retries) {
    return limit(Counter.STATUS, retries);
  }

  /** Limits the retries after other failures (default: no limit). */
  public RetryBuilder other(int retries) {
    return limit(Counter.OTHER, retries);
  }

  private static BitSet setOf(int... statuses) {
    BitSet set = new BitSet();
    for (int status : statuses) {
      set.set(status);
    }
    return set;
  }

  private RetryBuilder limit(Counter counter, int limit) {
    limits = limits.with(counter, limit);
    return this;
  }

  /**
   * Sets exactly these statuses to be retried (default 429, 500, 502, 503, 504).
   *
   * @throws IllegalArgumentException if one is not in 200 to 599 (RFC 9110 section 15)
   */
  public RetryBuilder statuses(int... statuses) {
    for (int status : Objects.requireNonNull(statuses, "statuses")) {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException("statuses: " + status + " (expected: 200 to 599)");
      }
    }
    this.statuses = setOf(statuses);
    return this;
  }

  /**
   * Sets exactly these methods to be retried although the request may have been processed (default
   * GET, HEAD, OPTIONS). Case does not matter; an empty list means none. Other methods are retried
   * with an idempotency key, or if nothing was sent.
   *
   * @throws IllegalArgumentException if one is not an HTTP token, or is POST or PATCH, which a
   *     server may process twice: see {@link #unsafeMethods}
   */
  public RetryBuilder methods(String... methods) {
    Set<String> set = names("methods", methods);
    for (String method : set) {
      if (NOT_IDEMPOTENT.contains(method)) {
        throw new IllegalArgumentException("methods: " + method
            + " (expected: methods that may be repeated; give the request an idempotency key, or"
            + " name the risk with unsafeMethods(\"" + method + "\"))");
      }
    }
    this.methods = set;
    this.anyMethod = false;
    return this;
  }

  /**
   * Retries these methods too, in addition to {@link #methods}: POST and PATCH, if the server is
   * known to handle a repeated request. An empty list means none.
   *
   * @throws IllegalArgumentException if one is not an HTTP token
   */
  public RetryBuilder unsafeMethods(String... methods) {
    this.unsafeMethods = names("unsafeMethods", methods);
    return this;
  }

  private static Set<String> names(String what, String... methods) {
    Set<String> set = new LinkedHashSet<>();
    for (String method : Objects.requireNonNull(methods, "methods")) {
      Objects.requireNonNull(method, "methods: null (expected: names)");
      set.add(HeaderRules.requireToken(what, method).toUpperCase(Locale.ROOT));
    }
    return set;
  }

  /**
   * Retries every method, POST included. Use it only for servers that handle a repeated request.
   */
  public RetryBuilder unsafeAnyMethod() {
    this.anyMethod = true;
    return this;
  }

  /**
   * Also retries a response for which the condition holds, because of a header or its body. The
   * condition is tested after the status, which may have decided, and only if the body is in
   * memory, so not in streamed calls. As with a status, a request is repeated only if that is safe,
   * the counter {@code status} is charged, and {@code Retry-After} is honoured. A condition that
   * throws does not hold, and is logged. One that blocks is interrupted at the deadline, and the
   * call fails then. Several conditions add up.
   *
   * @param why the description of such a response, for {@code explain()}
   * @param condition runs on the thread of the call, or on the session's executor
   */
  public RetryBuilder retryIf(String why, Predicate<Response> condition) {
    conditions =
        conditions.plusResponse(new Condition<>(Objects.requireNonNull(why, "why"), condition));
    return this;
  }

  /**
   * Retries a failure that is not retried otherwise, if the condition holds for it. The rules are
   * those of {@link #retryIf}; the counter is {@code read}, or {@code connect} if nothing was sent.
   * Not tested for a deadline that has passed, a call that was cancelled, or an invalid request.
   *
   * @param why the description of such a failure, for {@code explain()}
   * @param condition gets the exception that the call would end with
   */
  public RetryBuilder retryIfFailed(String why, Predicate<RequestException> condition) {
    conditions =
        conditions.plusFailure(new Condition<>(Objects.requireNonNull(why, "why"), condition));
    return this;
  }

  /** Sets the delays between attempts. */
  public RetryBuilder backoff(Backoff backoff) {
    this.backoff = Objects.requireNonNull(backoff, "backoff");
    return this;
  }

  /** Sets a further condition to give up (default: none). */
  public RetryBuilder stop(Stop stop) {
    this.stop = Objects.requireNonNull(stop, "stop");
    return this;
  }

  /** Sets whether {@code Retry-After} is honoured (default: yes). */
  public RetryBuilder respectRetryAfter(boolean respect) {
    this.respectRetryAfter = respect;
    return this;
  }

  /**
   * Sets the longest wait that a server may ask for (default 120 s). A longer one ends the call at
   * once with {@link RetryAfterExceededException}, which carries the time.
   *
   * @throws IllegalArgumentException if negative
   */
  public RetryBuilder retryAfterMax(Duration max) {
    this.retryAfterMax = Nanos.requireNotNegative("retryAfterMax", max);
    this.clampRetryAfter = false;
    return this;
  }

  /**
   * Cuts a longer wait to {@code max}, as urllib3 does: the retry then comes earlier than the
   * server asked.
   *
   * @throws IllegalArgumentException if negative
   */
  public RetryBuilder unsafeClampRetryAfter(Duration max) {
    this.retryAfterMax = Nanos.requireNotNegative("max", max);
    this.clampRetryAfter = true;
    return this;
  }

  /**
   * Sets whether a call that has used up its retries on a status throws
   * {@link RetriesExhaustedException} (default: no, the last response is returned).
   */
  public RetryBuilder raiseOnStatus(boolean raise) {
    this.raiseOnStatus = raise;
    return this;
  }

  /** Sets whether redirects are followed (default: yes). If not, they are returned as responses. */
  public RetryBuilder followRedirects(boolean follow) {
    this.followRedirects = follow;
    return this;
  }

  /**
   * Sets whether a retry that the budget cannot pay for waits for the budget instead of ending the
   * call (default false). This is for batch calls, which have time. Waiting retries are served in
   * the order in which they came, within the deadline; asynchronous ones hold no thread. Every
   * third success of a first attempt releases one of them, so that retries that gathered during an
   * outage come back slowly. A retry for which the server gave a long time is not made: all calls
   * with that time would return together. Set a deadline that is longer than the outages to
   * survive.
   */
  public RetryBuilder waitForBudget(boolean wait) {
    this.waitForBudget = wait;
    return this;
  }

  /** Builds the policy. The builder can be used again; policies that were built do not change. */
  public Retry build() {
    return new Retry(this);
  }
}
