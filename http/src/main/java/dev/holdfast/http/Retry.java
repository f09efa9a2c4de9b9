/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * When and how often a call is retried, in urllib3's terms. Immutable; what a call has used up is
 * kept per call.
 *
 * <p>Defaults: 5 retries in all, statuses 429, 500, 502, 503 and 504, methods GET, HEAD and
 * OPTIONS, {@link Backoff#exponential} from 0.5 s (0, 0.5, 1, 2, 4 s) with full jitter and a cap of
 * 120 s, {@code Retry-After} honoured up to 120 s, 20 redirects, the last response handed back.
 *
 * @see <a href="https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html">urllib3's
 *     Retry, and docs/differences.md for where Holdfast decides otherwise</a>
 */
public final class Retry {

  private static final Retry DEFAULTS = builder().build();
  private static final Retry OFF = builder().total(0).build();

  private final RetryPolicy policy;
  private final BitSet statuses;
  private final Set<String> methods;
  private final boolean anyMethod;
  private final boolean respectRetryAfter;
  private final boolean raiseOnStatus;
  private final boolean followRedirects;

  private Retry(Builder builder) {
    RetryLimits limits = builder.limits;
    this.policy = new RetryPolicy(
        limits, builder.backoff, builder.stop, builder.retryAfterMax, builder.clampRetryAfter);
    this.statuses = builder.statuses;
    this.methods = union(builder.methods, builder.unsafeMethods);
    this.anyMethod = builder.anyMethod;
    this.respectRetryAfter = builder.respectRetryAfter;
    this.raiseOnStatus = builder.raiseOnStatus;
    this.followRedirects = builder.followRedirects;
  }

  private static Set<String> union(Set<String> methods, Set<String> unsafeMethods) {
    Set<String> all = new LinkedHashSet<>(methods);
    all.addAll(unsafeMethods);
    return Set.copyOf(all);
  }

  /** The defaults, as above. */
  public static Retry defaults() {
    return DEFAULTS;
  }

  /** No retries: one attempt, and the redirects it leads to. */
  public static Retry off() {
    return OFF;
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The part that the engine works with. */
  public RetryPolicy policy() {
    return policy;
  }

  /** Whether a response of that status is retried, apart from {@code Retry-After}. */
  public boolean retriesStatus(int status) {
    return status >= 0 && statuses.get(status);
  }

  /** Whether some retries are right only where it is proven that nothing was sent. */
  boolean needsProof() {
    boolean off = policy.limits().total().equals(OptionalInt.of(0));
    return !off && !anyMethod;
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

  /** Whether running out of retries on a status is an exception. */
  public boolean raisesOnStatus() {
    return raiseOnStatus;
  }

  /** Whether redirects are followed at all. */
  public boolean followsRedirects() {
    return followRedirects;
  }

  @Override
  public String toString() {
    return "Retry["
        + policy.limits()
        + ", statuses "
        + statuses.stream().boxed().toList()
        + ", methods "
        + (anyMethod ? "any" : new TreeSet<>(methods))
        + ", "
        + policy.backoff()
        + ", Retry-After "
        + (respectRetryAfter
            ? "up to " + Nanos.format(Nanos.of(policy.serverDelayMax()))
            : "ignored")
        + ", raiseOnStatus "
        + raiseOnStatus
        + "]";
  }

  /** Collects settings; not thread-safe. Every setter checks its argument at once. */
  public static final class Builder {

    private static final int DEFAULT_TOTAL = 5;
    private static final int DEFAULT_REDIRECTS = 20;

    /**
     * RFC 9110 section 9.2.2 and RFC 5789; methods nobody knows are the caller's responsibility.
     */
    private static final Set<String> NOT_IDEMPOTENT = Set.of("POST", "PATCH");

    private RetryLimits limits =
        RetryLimits.total(DEFAULT_TOTAL).with(Counter.REDIRECT, DEFAULT_REDIRECTS);
    private BitSet statuses = setOf(429, 500, 502, 503, 504);
    private Set<String> methods = Set.of("GET", "HEAD", "OPTIONS");
    private Set<String> unsafeMethods = Set.of();
    private boolean anyMethod;
    private Backoff backoff = Backoff.exponential(Duration.ofMillis(500));
    private Stop stop = Stop.never();
    private Duration retryAfterMax = Duration.ofMinutes(2);
    private boolean clampRetryAfter;
    private boolean respectRetryAfter = true;
    private boolean raiseOnStatus;
    private boolean followRedirects = true;

    private Builder() {}

    /** At most that many retries in all (default 5), so one request more. 0 turns retries off. */
    public Builder total(int retries) {
      limits = limits.withTotal(retries);
      return this;
    }

    /**
     * No limit in all: the other counters and the deadline hold. A session without a deadline
     * refuses such a policy.
     */
    public Builder withoutTotal() {
      limits = limits.withoutTotal();
      return this;
    }

    /** At most that many retries after failures before anything was sent (default: no limit). */
    public Builder connect(int retries) {
      return limit(Counter.CONNECT, retries);
    }

    /**
     * At most that many retries after failures that leave open what happened (default: no limit).
     */
    public Builder read(int retries) {
      return limit(Counter.READ, retries);
    }

    /** At most that many redirects followed (default 20); they spend nothing of {@code total}. */
    public Builder redirect(int redirects) {
      return limit(Counter.REDIRECT, redirects);
    }

    /** At most that many retries because of a status (default: no limit). */
    public Builder status(int retries) {
      return limit(Counter.STATUS, retries);
    }

    /** At most that many retries after other failures (default: no limit). */
    public Builder other(int retries) {
      return limit(Counter.OTHER, retries);
    }

    private static BitSet setOf(int... statuses) {
      BitSet set = new BitSet();
      for (int status : statuses) {
        set.set(status);
      }
      return set;
    }

    private Builder limit(Counter counter, int limit) {
      limits = limits.with(counter, limit);
      return this;
    }

    /**
     * Exactly these statuses are retried (default 429, 500, 502, 503, 504).
     *
     * @throws IllegalArgumentException if one is not in 200 to 599 (RFC 9110 section 15)
     */
    public Builder statuses(int... statuses) {
      for (int status : Objects.requireNonNull(statuses, "statuses")) {
        if (status < 200 || status > 599) {
          throw new IllegalArgumentException("statuses: " + status + " (expected: 200 to 599)");
        }
      }
      this.statuses = setOf(statuses);
      return this;
    }

    /**
     * Exactly these methods are retried although the request may have been processed (default GET,
     * HEAD, OPTIONS); case does not matter; none means none. Others still are with an idempotency
     * key, or if nothing was sent.
     *
     * @throws IllegalArgumentException if one is no HTTP token, or is POST or PATCH, of which a
     *     server may do the work twice: see {@link #unsafeMethods}
     */
    public Builder methods(String... methods) {
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
     * Retries these methods too, beside {@link #methods}: POST and PATCH, if the server is known to
     * take a repeated request well. None means none.
     *
     * @throws IllegalArgumentException if one is no HTTP token
     */
    public Builder unsafeMethods(String... methods) {
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

    /** Retries every method, POST included: only for servers that take a repeated request well. */
    public Builder unsafeAnyMethod() {
      this.anyMethod = true;
      return this;
    }

    /** The delays between attempts. */
    public Builder backoff(Backoff backoff) {
      this.backoff = Objects.requireNonNull(backoff, "backoff");
      return this;
    }

    /** A further condition to give up (default: none). */
    public Builder stop(Stop stop) {
      this.stop = Objects.requireNonNull(stop, "stop");
      return this;
    }

    /** Whether {@code Retry-After} is honoured (default: yes). */
    public Builder respectRetryAfter(boolean respect) {
      this.respectRetryAfter = respect;
      return this;
    }

    /**
     * The longest wait a server may ask for (default 120 s); beyond that the call ends at once with
     * {@link RetryAfterExceededException}, which carries the time.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder retryAfterMax(Duration max) {
      this.retryAfterMax = Nanos.requireNotNegative("retryAfterMax", max);
      this.clampRetryAfter = false;
      return this;
    }

    /**
     * As urllib3 does: a longer wait than {@code max} is cut to it, so the retry comes before the
     * server wants it.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder unsafeClampRetryAfter(Duration max) {
      this.retryAfterMax = Nanos.requireNotNegative("max", max);
      this.clampRetryAfter = true;
      return this;
    }

    /**
     * Whether running out of retries on a status throws {@link RetriesExhaustedException} (default:
     * no, the last response is handed back).
     */
    public Builder raiseOnStatus(boolean raise) {
      this.raiseOnStatus = raise;
      return this;
    }

    /** Whether redirects are followed (default: yes); if not, they are handed back. */
    public Builder followRedirects(boolean follow) {
      this.followRedirects = follow;
      return this;
    }

    /** The policy. The builder may be used on; built policies do not change. */
    public Retry build() {
      return new Retry(this);
    }
  }
}
