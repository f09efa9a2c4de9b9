/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.ManagedHeaders;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A request header that tells the server how many milliseconds the caller will still wait, so that
 * it does not work for a caller that has given up. There is no standard name; gRPC and Envoy have
 * their own. Off unless {@linkplain SessionBuilder#deadlineHeader set}. Immutable.
 *
 * <p>The value is computed for each attempt, after all waits: the time until the deadline, or the
 * attempt timeout if that is shorter; rounded down, at least 1. It is relative, so that the clocks
 * of two machines need not agree; it does not include the time on the network. A request that has a
 * header of that name keeps it, and a call without a deadline sends none.
 *
 * <p>In a server, {@link #received(String)} turns a received value into a deadline;
 * {@link Request#within} keeps calls within it.
 */
public final class DeadlineHeader {

  private static final long NANOS_PER_MILLI = 1_000_000;
  /** A number above 18 digits, which may not fit into a long. It is longer than any deadline. */
  private static final Pattern FAR_AWAY = Pattern.compile("0*[1-9][0-9]{18,}");

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int QUOTED = 40;

  private final String name;
  private final boolean acrossOrigins;

  private DeadlineHeader(String name, boolean acrossOrigins) {
    this.name = name;
    this.acrossOrigins = acrossOrigins;
  }

  /**
   * Returns a header of that name, such as {@code X-Request-Timeout-Ms}. It is sent to the origin
   * that was called, but not to other origins after a redirect.
   *
   * @throws IllegalArgumentException if it is no header name, or one that the transport writes
   */
  public static DeadlineHeader of(String name) {
    Objects.requireNonNull(name, "name");
    ManagedHeaders.requireUnmanaged(HeaderRules.requireToken("deadline header", name));
    return new DeadlineHeader(name, false);
  }

  /** Returns the same header, sent to other origins after a redirect too. */
  public DeadlineHeader acrossOrigins() {
    return new DeadlineHeader(name, true);
  }

  /** Returns the header's name. */
  public String name() {
    return name;
  }

  /** Whether it is sent to an attempt's origin. */
  boolean goesTo(boolean sameOrigin) {
    return acrossOrigins || sameOrigin;
  }

  /** Returns the milliseconds for an attempt, or empty if the attempt is not bounded. */
  static OptionalLong millis(AttemptLimits limits) {
    long nanos = Math.min(limits.deadlineNanos(), limits.attemptNanos());
    return nanos == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(1, nanos / NANOS_PER_MILLI));
  }

  /** Converts a received value as {@link #received(String, TimeSource)} does, on the real clock. */
  public static Deadline received(String value) {
    return received(value, TimeSource.system());
  }

  /**
   * Converts a received value into a deadline, counted from now: call this before any other work. 0
   * is a deadline that has passed; a value too long for a clock means no deadline.
   *
   * @param value whole milliseconds in ASCII digits, blanks around them ignored
   * @throws IllegalArgumentException if it is anything else, a negative number included: the server
   *     should answer 400
   */
  public static Deadline received(String value, TimeSource time) {
    String text = HeaderRules.withoutBlanks(Objects.requireNonNull(value, "value"));
    Objects.requireNonNull(time, "time");
    if (!DIGITS.matcher(text).matches()) {
      String shown = text.length() > QUOTED ? text.substring(0, QUOTED) + "..." : text;
      throw new IllegalArgumentException("received deadline: '" + Escaped.text(shown)
          + "' (expected: milliseconds as a whole number, 0 or more)");
    }
    return FAR_AWAY.matcher(text).matches()
        ? Deadline.none()
        : Deadline.after(Duration.ofMillis(Long.parseLong(text)), time);
  }

  @Override
  public String toString() {
    return "DeadlineHeader[" + name + (acrossOrigins ? ", across origins" : "") + "]";
  }
}
