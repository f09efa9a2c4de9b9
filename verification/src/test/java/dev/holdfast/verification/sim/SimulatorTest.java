/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.http.Attempt;
import dev.holdfast.verification.LongRuns;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs whole calls on a virtual clock against a scripted transport, and compares them with a
 * reference model. One story is replayed with {@code -Dholdfast.story=SEED}.
 */
class SimulatorTest {

  private static final int STORIES =
      Integer.getInteger("holdfast.stories", LongRuns.count(1_000, 10_000, 5_000_000));
  private static final int PAIRS = LongRuns.count(100, 1_000, 100_000);

  @Test
  @Tag("I1")
  @Tag("I2")
  @Tag("I3")
  @Tag("I4")
  @Tag("I5")
  @Tag("I6")
  @Tag("I10")
  @Tag("I19")
  @Tag("I20")
  void everyStoryEndsAsTheReferenceModelSays() {
    long start = System.nanoTime();
    seeds(STORIES).forEach(seed -> {
      Story story = Storyteller.tell(seed);
      if (!Verdicts.complaints(story).isEmpty()) {
        fail(Verdicts.report(story));
      }
    });
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%,d stories, %,.0f stories/s%n", STORIES, STORIES / seconds);
  }

  @Test
  @Tag("I17")
  void theSameSeedGivesTheSameTrace() {
    seeds(PAIRS)
        .forEach(seed -> assertThat(Play.of(Storyteller.tell(seed)).fingerprint())
            .as("-Dholdfast.story=%d", seed)
            .isEqualTo(Play.of(Storyteller.tell(seed)).fingerprint()));
  }

  @Test
  @Tag("I21")
  void aFaultLessNeverTurnsSuccessIntoFailure() {
    seeds(STORIES / 2).forEach(seed -> {
      // Without jitter: otherwise the random numbers of one run would apply to other waits in the
      // other.
      Story told = Storyteller.tell(seed);
      Story story = told.with(told.plan().calmed());
      Trace trace = Play.of(story);
      if (succeeded(trace) && !story.dated()) {
        retried(trace)
            .forEach(step -> assertThat(succeeded(Play.of(story.without(step))))
                .as("-Dholdfast.story=%d without step %d: %s", seed, step + 1, story)
                .isTrue());
      }
    });
  }

  @Test
  @Tag("I18")
  @Tag("I8")
  void bothModesEndAlike() {
    seeds(STORIES / 2)
        .forEach(seed -> assertThat(Differential.complaints(Storyteller.tell(seed)))
            .as("-Dholdfast.story=%d: %s", seed, Storyteller.tell(seed))
            .isEmpty());
  }

  private static boolean succeeded(Trace trace) {
    return trace.ending() instanceof Trace.Ending.Returned returned && returned.status() < 400;
  }

  private static IntStream retried(Trace trace) {
    return IntStream.range(0, trace.observed().size())
        .filter(i -> trace.observed().get(i).decision() == Attempt.Decision.RETRY);
  }

  private static LongStream seeds(int count) {
    Long only = Long.getLong("holdfast.story");
    return only == null ? LongStream.rangeClosed(1, count) : LongStream.of(only);
  }
}
