/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Several stories one after another in one session, which share the state described by
 * {@link Shared}.
 */
record Saga(long seed, Shared shared, List<Chapter> chapters) {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final int MOST_CHAPTERS = 8;
  /**
   * Fewer chapters than the failures, or the answers that ask for a wait, that are a sign of
   * overload.
   */
  private static final int MOST_CALM_CHAPTERS = 4;

  private static final int MOST_TOLD = 2;
  private static final int MOST_STEPS = 5;

  /** One of the stories, and the time that passes before it. */
  record Chapter(long gapNanos, Story story) {}

  /** Creates a saga from a seed. The same seed gives the same saga. */
  static Saga tell(long seed) {
    Random random = new Random(seed);
    Shared shared = shared(random);
    Planner planner = new Planner(random);
    List<Chapter> chapters = new ArrayList<>();
    // Only time ends the wait for a turn, and time stands still here meanwhile. So a saga in which
    // other calls wait has no evidence of an overload, and every other saga has much.
    boolean calm = shared.gate().map(Shared.Gate::waits).orElse(false);
    boolean overloaded = !calm && random.nextBoolean();
    int count = 2 + random.nextInt((calm ? MOST_CALM_CHAPTERS : MOST_CHAPTERS) - 1);
    int told = 0;
    for (int i = 0; i < count; i++) {
      Plan plan = planner.plan().inCompany(overloaded || random.nextInt(4) != 0);
      List<Step> steps = new ArrayList<>(
          Storyteller.steps(random, MOST_STEPS).stream().map(Step::undisturbed).toList());
      if (overloaded && random.nextInt(6) != 0) {
        steps.add(0, Storyteller.told(random));
      }
      while (calm && told == MOST_TOLD && !steps.isEmpty() && ScriptedResponse.asks(steps.get(0))) {
        steps.remove(0);
      }
      told += !steps.isEmpty() && ScriptedResponse.asks(steps.get(0)) ? 1 : 0;
      chapters.add(new Chapter(gap(random), new Story(seed, plan, List.copyOf(steps))));
    }
    return new Saga(seed, shared, List.copyOf(chapters));
  }

  /** A story with a session of its own. */
  static Saga alone(Story story) {
    return new Saga(story.seed(), Shared.STANDARD, List.of(new Chapter(0, story)));
  }

  private static long gap(Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> 0;
      case 2 -> random.nextInt(1_000) * MILLI;
      case 3 -> random.nextInt(90) * SECOND;
      default -> random.nextInt(10) * SECOND + random.nextInt(1_000) * MILLI;
    };
  }

  private static Shared shared(Random random) {
    int reserve = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
    Shared.Purse purse = new Shared.Purse(
        random.nextInt(5) / 4.0,
        reserve,
        reserve * SECOND * (1 + random.nextInt(30)),
        (1 + random.nextInt(30)) * SECOND);
    Shared.Gate gate = new Shared.Gate(random.nextBoolean(), (2 + random.nextInt(60)) * SECOND);
    int minimum = 1 + random.nextInt(3);
    Shared.Fuse fuse = new Shared.Fuse(
        random.nextBoolean(),
        minimum + random.nextInt(4),
        minimum,
        (1 + random.nextInt(4)) / 4.0,
        random.nextInt(3) == 0 ? (1 + random.nextInt(3_000)) * MILLI : Long.MAX_VALUE,
        (1 + random.nextInt(20)) * SECOND,
        1 + random.nextInt(3));
    Shared.Tap tap = new Shared.Tap(
        (1 + random.nextInt(10_000)) * MILLI,
        1 + random.nextInt(4),
        5 * SECOND * random.nextInt(4));
    return new Shared(
        mostly(random, purse), mostly(random, gate), mostly(random, fuse), mostly(random, tap));
  }

  private static <T> Optional<T> mostly(Random random, T value) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value);
  }

  Saga without(int index) {
    List<Chapter> fewer = new ArrayList<>(chapters);
    fewer.remove(index);
    return new Saga(seed, shared, List.copyOf(fewer));
  }

  Saga with(int index, Story other) {
    List<Chapter> changed = new ArrayList<>(chapters);
    changed.set(index, new Chapter(chapters.get(index).gapNanos(), other));
    return new Saga(seed, shared, List.copyOf(changed));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("saga " + seed + "\n  " + shared);
    chapters.forEach(
        c -> text.append("\nafter ").append(c.gapNanos()).append(" ns, ").append(c.story()));
    return text.toString();
  }
}
