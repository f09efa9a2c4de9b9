/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.RetryPolicy;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules for when and how often a call is retried, in urllib3's terms. Immutable; the counts of
 * a call are kept with the call.
 *
 * <p>Defaults: 5 retries in all, statuses 429, 500, 502, 503 and 504, methods GET, HEAD and
 * OPTIONS, {@link Backoff#exponential} from 0.5 s (0, 0.5, 1, 2, 4 s) with full jitter and a cap of
 * 120 s, {@code Retry-After} honoured up to 120 s, 20 redirects, the last response returned.
 *
 * @see <a href="https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html">urllib3's
 *     Retry, and docs/differences.md for where Holdfast decides otherwise</a>
 */
public final class Retry {

  private static final Retry DEFAULTS = builder().build();
  private static final Retry OFF = builder().total(0).build();

  private final RetryPolicy policy;
  private final BitSet statuses;
  private final Set<String> safeMethods;
  private final Set<String> unsafeMethods;
  private final Set<String> methods;
  private final boolean anyMethod;
  private final boolean respectRetryAfter;
  private final boolean raiseOnStatus;
  private final boolean followRedirects;
  private final RetryConditions conditions;

  Retry(RetryBuilder builder) {
    this.policy = new RetryPolicy(
        builder.limits,
        builder.backoff,
        builder.stop,
        builder.retryAfterMax,
        builder.clampRetryAfter,
        builder.waitForBudget);
    this.statuses = builder.statuses;
    this.safeMethods = builder.methods;
    this.unsafeMethods = builder.unsafeMethods;
    this.methods = union(safeMethods, unsafeMethods);
    this.anyMethod = builder.anyMethod;
    this.respectRetryAfter = builder.respectRetryAfter;
    this.raiseOnStatus = builder.raiseOnStatus;
    this.followRedirects = builder.followRedirects;
    this.conditions = builder.conditions;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return Collections.unmodifiableSet(all);
  }

  /** Returns the defaults, as above. */
  public static Retry defaults() {
    return DEFAULTS;
  }

  /** Returns a policy without retries: one attempt, and the redirects that it leads to. */
  public static Retry off() {
    return OFF;
  }

  /** Returns a builder with the defaults. */
  public static RetryBuilder builder() {
    return new RetryBuilder();
  }

  /** Returns a builder with this policy's settings. */
  public RetryBuilder toBuilder() {
    return new RetryBuilder(this);
  }

  /** Returns the part that the engine uses: limits, backoff, stop condition. */
  public RetryPolicy policy() {
    return policy;
  }

  /** Returns the limit on all retries; empty if there is none. See {@link RetryBuilder#total}. */
  public OptionalInt total() {
    return policy.limits().total();
  }

  /** Returns the limit of that counter; empty if it has none. */
  public OptionalInt limit(Counter counter) {
    return policy.limits().of(Objects.requireNonNull(counter, "counter"));
  }

  /** Returns the delays between attempts. */
  public Backoff backoff() {
    return policy.backoff();
  }

  /** Returns the statuses that are retried, in ascending order. */
  public List<Integer> statuses() {
    return statuses.stream().boxed().toList();
  }

  /** Whether a response of that status is retried, apart from {@code Retry-After}. */
  public boolean retriesStatus(int status) {
    return status >= 0 && statuses.get(status);
  }

  /**
   * Returns the methods that are retried although the request may have been processed, in
   * alphabetical order; not complete if {@link #retriesAnyMethod}.
   */
  public Set<String> methods() {
    return methods;
  }

  /** Whether every method is retried: see {@link RetryBuilder#unsafeAnyMethod}. */
  public boolean retriesAnyMethod() {
    return anyMethod;
  }

  /** Whether that method is retried although the request may have been processed. */
  public boolean retriesMethod(String method) {
    return anyMethod
        || methods.contains(Objects.requireNonNull(method, "method").toUpperCase(Locale.ROOT));
  }

  /** Whether {@code Retry-After} is honoured. */
  public boolean respectsRetryAfter() {
    return respectRetryAfter;
  }

  /** Returns the longest wait that a server may ask for. */
  public Duration retryAfterMax() {
    return policy.serverDelayMax();
  }

  /** Whether a longer wait is cut, so that the retry comes earlier than the server asked. */
  public boolean clampsRetryAfter() {
    return policy.clampServerDelay();
  }

  /** Whether a call that has used up its retries on a status throws an exception. */
  public boolean raisesOnStatus() {
    return raiseOnStatus;
  }

  /** Whether redirects are followed. */
  public boolean followsRedirects() {
    return followRedirects;
  }

  /** Returns the caller's own conditions. */
  RetryConditions conditions() {
    return conditions;
  }

  /** Whether some retries depend on the proof that nothing was sent. */
  boolean needsProof() {
    boolean off = total().equals(OptionalInt.of(0));
    return !off && !anyMethod;
  }

  BitSet statusSet() {
    return statuses;
  }

  Set<String> safeMethods() {
    return safeMethods;
  }

  Set<String> unsafeMethods() {
    return unsafeMethods;
  }

  /** Returns all settings in one line, for logs. */
  @Override
  public String toString() {
    return "Retry["
        + policy.limits()
        + ", statuses "
        + statuses()
        + ", methods "
        + (anyMethod ? "any" : methods)
        + ", "
        + policy.backoff()
        + ", Retry-After "
        + retryAfter()
        + ", raiseOnStatus "
        + raiseOnStatus
        + (policy.waitForBudget() ? ", waits for the budget" : "")
        + (followRedirects ? "" : ", redirects not followed")
        + conditions
        + "]";
  }

  private String retryAfter() {
    if (!respectRetryAfter) {
      return "ignored";
    }
    return (clampsRetryAfter() ? "cut to " : "up to ")
        + Nanos.format(Nanos.of(policy.serverDelayMax()));
  }
}
