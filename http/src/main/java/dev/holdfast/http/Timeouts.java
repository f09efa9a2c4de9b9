/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.PhaseLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of a call, each with a finite default:
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><td>{@code connect}</td><td>3.05 s</td><td>DNS, TCP over all addresses and TLS: one budget</td></tr>
 *   <tr><td>{@code read}</td><td>27 s</td><td>silence while receiving; restarts with each byte</td></tr>
 *   <tr><td>{@code write}</td><td>27 s</td><td>no progress while sending; restarts likewise</td></tr>
 *   <tr><td>{@code pool}</td><td>10 s</td><td>waiting for a pooled connection</td></tr>
 *   <tr><td>{@code attempt}</td><td>off</td><td>one whole attempt, body included</td></tr>
 *   <tr><td>{@code deadline}</td><td>120 s</td><td>the whole call: attempts, waits, redirects, body</td></tr>
 * </table>
 *
 * <p>A value as long as {@link Long#MAX_VALUE} nanoseconds (292 years) or longer means no limit.
 * Immutable.
 */
public final class Timeouts {

  private static final long OFF = Long.MAX_VALUE;
  private static final Timeouts DEFAULTS = new Timeouts(new long[] {
    Nanos.of(Duration.ofMillis(3_050)),
    Nanos.of(Duration.ofSeconds(27)),
    Nanos.of(Duration.ofSeconds(27)),
    Nanos.of(Duration.ofSeconds(10)),
    OFF,
    Nanos.of(Duration.ofMinutes(2))
  });

  private static final Timeouts UNBOUNDED = new Timeouts(new long[] {OFF, OFF, OFF, OFF, OFF, OFF});

  private static final String[] NAMES = {"connect", "read", "write", "pool", "attempt", "deadline"};
  private static final int CONNECT = 0;
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int POOL = 3;
  private static final int ATTEMPT = 4;
  private static final int DEADLINE = 5;

  private final long[] nanos;
  /** The limits that are the same for all attempts. */
  private final PhaseLimits phases;

  private Timeouts(long[] nanos) {
    this.nanos = nanos;
    this.phases = new PhaseLimits(nanos[CONNECT], nanos[READ], nanos[WRITE], nanos[POOL]);
  }

  /** Returns the defaults, all finite except {@code attempt}, which the deadline bounds. */
  public static Timeouts defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the defaults with these two timeouts.
   *
   * @throws IllegalArgumentException if one is zero or negative
   */
  public static Timeouts of(Duration connect, Duration read) {
    return DEFAULTS.connect(connect).read(read);
  }

  /**
   * Returns timeouts without any limit: a call may hang for ever. Combine with the setters to bound
   * some phases.
   */
  public static Timeouts unbounded() {
    return UNBOUNDED;
  }

  /**
   * Returns the same as {@link #unbounded}: no limits at all, as {@link Retry#off} means no
   * retries.
   */
  public static Timeouts off() {
    return UNBOUNDED;
  }

  /** Returns these with another {@code connect} timeout, longer than zero. */
  public Timeouts connect(Duration timeout) {
    return with(CONNECT, timeout);
  }

  /** Returns these with another {@code read} timeout, longer than zero. */
  public Timeouts read(Duration timeout) {
    return with(READ, timeout);
  }

  /** Returns these with another {@code write} timeout, longer than zero. */
  public Timeouts write(Duration timeout) {
    return with(WRITE, timeout);
  }

  /** Returns these with another {@code pool} timeout, longer than zero. */
  public Timeouts pool(Duration timeout) {
    return with(POOL, timeout);
  }

  /** Returns these with another {@code attempt} timeout, longer than zero. */
  public Timeouts attempt(Duration timeout) {
    return with(ATTEMPT, timeout);
  }

  /** Returns these with another {@code deadline}, longer than zero. */
  public Timeouts deadline(Duration timeout) {
    return with(DEADLINE, timeout);
  }

  /**
   * Returns these without a deadline, for callers that have their own: see {@link Request#within}
   * and {@link SessionBuilder#deadlineFrom}. The other limits stay, so that each phase of an
   * attempt still ends.
   */
  public Timeouts withoutDeadline() {
    long[] copy = nanos.clone();
    copy[DEADLINE] = OFF;
    return new Timeouts(copy);
  }

  /**
   * Returns these without the limits that a transport with those capabilities cannot enforce. A
   * session refuses such limits, so this is for callers that omit them on purpose.
   */
  public Timeouts keptBy(Capabilities can) {
    boolean[] kept = kept(Objects.requireNonNull(can, "can"));
    long[] copy = nanos.clone();
    for (int i = 0; i < kept.length; i++) {
      copy[i] = kept[i] ? copy[i] : OFF;
    }
    return new Timeouts(copy);
  }

  /** Returns the {@code connect} timeout; empty if there is none. */
  public Optional<Duration> connect() {
    return limit(CONNECT);
  }

  /** Returns the {@code read} timeout; empty if there is none. */
  public Optional<Duration> read() {
    return limit(READ);
  }

  /** Returns the {@code write} timeout; empty if there is none. */
  public Optional<Duration> write() {
    return limit(WRITE);
  }

  /** Returns the {@code pool} timeout; empty if there is none. */
  public Optional<Duration> pool() {
    return limit(POOL);
  }

  /** Returns the {@code attempt} timeout; empty if there is none. */
  public Optional<Duration> attempt() {
    return limit(ATTEMPT);
  }

  /** Returns the {@code deadline}; empty if there is none. */
  public Optional<Duration> deadline() {
    return limit(DEADLINE);
  }

  private Optional<Duration> limit(int index) {
    return nanos[index] == OFF ? Optional.empty() : Optional.of(Duration.ofNanos(nanos[index]));
  }

  /** Whether every call ends at some time, because there is a deadline. */
  public boolean bounded() {
    return deadlineNanos() != OFF;
  }

  long deadlineNanos() {
    return nanos[DEADLINE];
  }

  Duration poolTimeout() {
    return Duration.ofNanos(nanos[POOL]);
  }

  /** Whether the attempt timeout is longer than the deadline, so that it never takes effect. */
  boolean attemptOutlastsDeadline() {
    return nanos[ATTEMPT] != OFF && nanos[ATTEMPT] > nanos[DEADLINE];
  }

  /** Returns the names of the limits that a transport with those capabilities cannot enforce. */
  List<String> beyond(Capabilities can) {
    boolean[] kept = kept(can);
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (nanos[i] != OFF && !kept[i]) {
        lost.add(NAMES[i]);
      }
    }
    return lost;
  }

  private static boolean[] kept(Capabilities can) {
    boolean[] kept = new boolean[NAMES.length];
    kept[CONNECT] = can.connectTimeout();
    kept[READ] = can.readTimeout();
    kept[WRITE] = can.writeTimeout();
    kept[POOL] = can.poolTimeout();
    kept[ATTEMPT] = can.attemptTimeout();
    kept[DEADLINE] = can.deadline();
    return kept;
  }

  AttemptLimits limits(long usualAttemptNanos, long deadlineLeftNanos) {
    return new AttemptLimits(
        phases, Math.min(nanos[ATTEMPT], usualAttemptNanos), deadlineLeftNanos);
  }

  private Timeouts with(int index, Duration timeout) {
    long[] copy = nanos.clone();
    Objects.requireNonNull(timeout, NAMES[index]);
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(NAMES[index] + ": " + timeout
          + " (expected: > 0; if no limit is meant, start from Timeouts.unbounded())");
    }
    copy[index] = Nanos.of(timeout);
    return new Timeouts(copy);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Timeouts timeouts && Arrays.equals(nanos, timeouts.nanos);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nanos);
  }

  /** Returns all limits in one line, for logs. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Timeouts[");
    for (int i = 0; i < nanos.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(NAMES[i])
          .append(' ')
          .append(nanos[i] == OFF ? "off" : Nanos.format(nanos[i]));
    }
    return text.append(']').toString();
  }
}
