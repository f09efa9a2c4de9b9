/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Draws the input of the caller: mostly sensible values, sometimes any allowed value. */
final class Planner {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long NONE = Long.MAX_VALUE;

  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  private static final List<String> URLS =
      List.of("http://a.example/start", "https://a.example/start?x=1", "http://a.example:8080/");

  private final Random random;

  Planner(Random random) {
    this.random = random;
  }

  Plan plan() {
    Plan.Clocks clocks = clocks();
    return new Plan(
        call(),
        rules(clocks.deadline() != NONE),
        waits(),
        clocks,
        one(List.of(Plan.Place.values())));
  }

  private Plan.Call call() {
    String method = one(METHODS);
    boolean bodyless = method.equals("HEAD") || method.equals("GET") && random.nextInt(8) != 0;
    Plan.Payload payload = bodyless ? Plan.Payload.NONE : one(List.of(Plan.Payload.values()));
    Plan.Key key =
        random.nextInt(3) == 0 ? one(List.of(Plan.Key.AUTO, Plan.Key.OWN)) : Plan.Key.NONE;
    return new Plan.Call(method, one(URLS), payload, key, random.nextBoolean());
  }

  private Plan.Rules rules(boolean bounded) {
    boolean standard = random.nextInt(3) == 0;
    OptionalInt total =
        bounded && random.nextInt(6) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(7));
    return new Plan.Rules(
        total,
        limit(),
        limit(),
        limit(),
        random.nextInt(3) == 0 ? OptionalInt.of(random.nextInt(4)) : OptionalInt.of(20),
        standard ? Set.of(429, 500, 502, 503, 504) : some(List.of(404, 408, 425, 429, 500, 503)),
        standard ? Set.of("GET", "HEAD", "OPTIONS") : some(List.of("GET", "HEAD", "PUT", "POST")),
        random.nextInt(15) == 0,
        random.nextInt(3) == 0,
        random.nextInt(8) != 0,
        random.nextInt(10) == 0 ? OptionalInt.of(1 + random.nextInt(4)) : OptionalInt.empty(),
        random.nextInt(10) == 0
            ? OptionalLong.of((1 + random.nextInt(20)) * SECOND)
            : OptionalLong.empty());
  }

  private OptionalInt limit() {
    return random.nextInt(4) == 0 ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty();
  }

  private Plan.Waits waits() {
    long base = 1 + random.nextInt(5_000) * MILLI;
    long max = random.nextBoolean() ? 120 * SECOND : base + random.nextInt(10_000) * MILLI;
    List<Long> list = List.of(0L, random.nextInt(3_000) * MILLI, random.nextInt(20) * SECOND);
    Plan.Schedule schedule = one(List.of(Plan.Schedule.values()));
    // No delay and a list have no first delay that a decorrelated jitter could start from.
    boolean plain = schedule == Plan.Schedule.NONE || schedule == Plan.Schedule.LIST;
    return new Plan.Waits(
        schedule,
        base,
        max,
        list,
        plain ? Plan.Spread.NONE : one(List.of(Plan.Spread.values())),
        1 + random.nextInt(2_000) * MILLI,
        random.nextBoolean(),
        random.nextInt(8) != 0,
        (1 + random.nextInt(150)) * SECOND,
        random.nextInt(10) == 0);
  }

  private Plan.Clocks clocks() {
    long deadline = switch (random.nextInt(6)) {
      case 0 -> NONE;
      case 1 -> 1 + random.nextInt(1_000) * MILLI;
      case 2 -> (1 + random.nextInt(20)) * SECOND;
      default -> 120 * SECOND;
    };
    long attempt = random.nextInt(4) == 0 ? (1 + random.nextInt(10)) * SECOND : NONE;
    return new Plan.Clocks(
        random.nextBoolean() ? 3_050 * MILLI : (1 + random.nextInt(10)) * SECOND,
        random.nextBoolean() ? 27 * SECOND : (1 + random.nextInt(10)) * SECOND,
        random.nextBoolean() ? 27 * SECOND : (1 + random.nextInt(10)) * SECOND,
        // An attempt timeout longer than the deadline is allowed, but the session warns of it.
        attempt > deadline ? NONE : attempt,
        deadline);
  }

  private <T> Set<T> some(List<T> of) {
    Set<T> some = new HashSet<>(new ArrayList<>(of));
    some.removeIf(element -> random.nextInt(3) == 0);
    return Set.copyOf(some);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
