/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.assertj;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions that apply to every call, however it ended.
 *
 * @param <S> the assertion itself
 * @param <A> the response, or the exception
 */
public abstract class CallAssert<S extends CallAssert<S, A>, A> extends AbstractAssert<S, A> {

  private final Function<A, List<Attempt>> attempts;
  private final Function<A, String> timeline;

  CallAssert(
      @Nullable A actual,
      Class<S> self,
      Function<A, List<Attempt>> attempts,
      Function<A, String> timeline) {
    super(actual, self);
    this.attempts = attempts;
    this.timeline = timeline;
  }

  /** Checks the number of attempts: 1 if the first one ended the call. */
  public S hasAttempts(int expected) {
    return expect("attempts", expected, count());
  }

  /**
   * Checks the end of each attempt, in order: a status as text, such as {@code "503"}, or the
   * {@linkplain Category#code code} of a failure, such as {@code "read_timeout"}.
   */
  public S hasAttempts(String... expected) {
    return expect(
        "attempts", List.of(expected), made().stream().map(CallAssert::end).toList());
  }

  /**
   * Checks the waits between the attempts, in order. A wait is zero for a retry at once, and for a
   * redirect. The waits are exact only with {@code Jitter.none()}.
   */
  public S hasWaits(Duration... expected) {
    return expect("waits", List.of(expected), waits());
  }

  /** Checks the sum of all waits. */
  public S waited(Duration expected) {
    return expect("time of waiting", expected, sum());
  }

  /** Checks the sum of all waits, bounds included. Use this with jitter. */
  public S waitedBetween(Duration least, Duration most) {
    Duration sum = sum();
    boolean within = sum.compareTo(least) >= 0 && sum.compareTo(most) <= 0;
    return check(within, "time of waiting", least + " to " + most, sum);
  }

  /** Checks the time from the start of the call to the end of its last attempt. */
  public S tookAtMost(Duration most) {
    Duration took = last().map(last -> last.start().plus(last.elapsed())).orElse(Duration.ZERO);
    return check(took.compareTo(most) <= 0, "duration", "up to " + most, took);
  }

  /** Checks a part of the reason why the call ended after its last attempt. */
  public S endedBecause(String part) {
    String reason = last().map(Attempt::reason).orElse("");
    return check(reason.contains(part), "reason", part, reason);
  }

  final S expect(String what, Object expected, @Nullable Object found) {
    return check(expected.equals(found), what, expected, found);
  }

  /** Checks a condition. A failure shows the timeline of the call. */
  final S check(boolean holds, String what, Object expected, @Nullable Object found) {
    if (!holds) {
      throw failureWithActualExpected(
          found,
          expected,
          "%nExpected %s: %s%nbut was: %s%n%n%s",
          what,
          expected,
          found,
          timeline.apply(present()));
    }
    return myself;
  }

  /** The value; the assertion fails if there is none. */
  final A present() {
    isNotNull();
    return actual;
  }

  private List<Attempt> made() {
    return attempts.apply(present());
  }

  /**
   * The number of attempts. A very long call omits some of them, so the last one's number is used.
   */
  private int count() {
    return last().map(Attempt::number).orElse(0);
  }

  /** The last attempt; empty if the call failed before its first attempt. */
  private Optional<Attempt> last() {
    List<Attempt> made = made();
    return made.isEmpty() ? Optional.empty() : Optional.of(made.get(made.size() - 1));
  }

  private List<Duration> waits() {
    return made().stream()
        .filter(attempt -> attempt.decision() == Attempt.Decision.RETRY
            || attempt.decision() == Attempt.Decision.FOLLOW)
        .map(Attempt::delay)
        .toList();
  }

  private Duration sum() {
    return waits().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static String end(Attempt attempt) {
    return attempt
        .category()
        .map(Category::code)
        .orElseGet(() -> String.valueOf(attempt.status().orElse(0)));
  }
}
