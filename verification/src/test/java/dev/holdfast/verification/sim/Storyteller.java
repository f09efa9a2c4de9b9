/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import static dev.holdfast.http.Category.BAD_CHUNK;
import static dev.holdfast.http.Category.BAD_RESPONSE;
import static dev.holdfast.http.Category.CONNECTION_ABORTED;
import static dev.holdfast.http.Category.CONNECTION_BROKEN_MID_BODY;
import static dev.holdfast.http.Category.CONNECT_ERROR;
import static dev.holdfast.http.Category.CONNECT_REFUSED;
import static dev.holdfast.http.Category.CONNECT_TIMEOUT;
import static dev.holdfast.http.Category.DNS_FAILURE;
import static dev.holdfast.http.Category.POOL_TIMEOUT;
import static dev.holdfast.http.Category.TLS_ERROR;

import dev.holdfast.http.Category;
import dev.holdfast.verification.sim.Step.Answer;
import dev.holdfast.verification.sim.Step.End;
import dev.holdfast.verification.sim.Step.Fault;
import dev.holdfast.verification.sim.Step.Location;
import dev.holdfast.verification.sim.Step.Point;
import dev.holdfast.verification.sim.Step.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** The grammar of faults: draws the steps of a story. The same seed gives the same story. */
final class Storyteller {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final int MOST_STEPS = 9;

  private static final List<Fault> BEFORE_SENDING = List.of(
      fault(DNS_FAILURE),
      fault(CONNECT_REFUSED),
      fault(CONNECT_REFUSED),
      fault(CONNECT_TIMEOUT),
      fault(CONNECT_ERROR),
      fault(POOL_TIMEOUT),
      fault(TLS_ERROR),
      new Fault(TLS_ERROR, true, false, true),
      new Fault(CONNECTION_ABORTED, false, true, true),
      new Fault(CONNECTION_ABORTED, false, false, true));

  private static final List<Fault> AFTER_SENDING = List.of(
      sent(CONNECTION_ABORTED),
      sent(CONNECTION_ABORTED),
      sent(BAD_RESPONSE),
      new Fault(BAD_RESPONSE, true, false, false),
      new Fault(CONNECTION_ABORTED, false, true, false));

  private static final List<Fault> IN_THE_BODY = List.of(
      sent(CONNECTION_BROKEN_MID_BODY),
      sent(CONNECTION_BROKEN_MID_BODY),
      sent(BAD_CHUNK),
      new Fault(BAD_CHUNK, true, false, false));

  private static final List<Integer> ERRORS =
      List.of(400, 401, 404, 408, 413, 425, 429, 429, 500, 502, 503, 503, 503, 504);
  private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);
  private static final List<Integer> FINE = List.of(200, 201, 204, 304);

  private static final List<String> JUNK =
      List.of("soon", "-1", "", "NaN", "0x10", "1,2", "1e3", "\u00d9\u00a3", "Thu, 32 Foo 2026");

  private final Random random;

  private Storyteller(Random random) {
    this.random = random;
  }

  static Story tell(long seed) {
    Random random = new Random(seed);
    Plan plan = new Planner(random).plan();
    return new Story(seed, plan, steps(random, MOST_STEPS));
  }

  /** Draws fewer steps than that. */
  static List<Step> steps(Random random, int bound) {
    Storyteller teller = new Storyteller(random);
    List<Step> steps = new ArrayList<>();
    int count = random.nextInt(bound);
    for (int i = 0; i < count; i++) {
      steps.add(teller.step());
    }
    return List.copyOf(steps);
  }

  /** An answer that asks for a pause. */
  static Step told(Random random) {
    int status = random.nextInt(3) == 0 ? 503 : 429;
    Wish wish = seconds(1 + random.nextInt(20));
    Answer answer = new Answer(status, Optional.empty(), List.of(wish), OptionalLong.empty(), 0);
    long head = random.nextInt(4) == 0 ? random.nextInt(3_000) * MILLI : 0;
    return new Step(0, 0, head, 0, new End.Answered(answer), false);
  }

  private Step step() {
    return new Step(time(), time(), time(), time(), end(), random.nextInt(50) == 0);
  }

  /** Mostly no or little time, sometimes enough to reach a limit. */
  private long time() {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(900) * MILLI;
      case 1 -> random.nextInt(8) * SECOND;
      case 2 -> random.nextInt(4) == 0 ? (20 + random.nextInt(60)) * SECOND : 0;
      case 3, 4 -> random.nextInt(50) * MILLI;
      default -> 0;
    };
  }

  private End end() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> new End.Broken(Point.CONNECTING, one(BEFORE_SENDING), Answer.of(200));
      case 4 -> new End.Broken(Point.SENDING, one(AFTER_SENDING), Answer.of(200));
      case 5, 6 -> new End.Broken(Point.WAITING, one(AFTER_SENDING), Answer.of(200));
      case 7, 8 -> new End.Broken(Point.READING, one(IN_THE_BODY), answer());
      case 9 -> cancelled();
      default -> new End.Answered(answer());
    };
  }

  private End cancelled() {
    Point point = one(List.of(Point.values()));
    return switch (random.nextInt(4)) {
      case 0 -> new End.Interrupted(point, answer());
      case 1 -> new End.Closed(point, answer());
      default -> new End.Answered(answer());
    };
  }

  private Answer answer() {
    int length = random.nextInt(12) == 0 ? 70_000 : random.nextInt(200);
    OptionalLong skew = random.nextBoolean()
        ? OptionalLong.empty()
        : OptionalLong.of(random.nextInt(3) == 0 ? random.nextInt(7_200) - 3_600 : 0);
    int kind = random.nextInt(10);
    if (kind < 3) {
      return new Answer(one(REDIRECTS), location(), wishes(20), skew, length);
    }
    int status = kind < 8 ? one(ERRORS) : one(FINE);
    return new Answer(status, Optional.empty(), wishes(2), skew, length);
  }

  private Optional<Location> location() {
    int hop = random.nextInt(100);
    return switch (random.nextInt(12)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Location("ftp://a.example/", Optional.empty()));
      case 2 -> Optional.of(new Location("http://[::1", Optional.empty()));
      case 3, 4 -> absolute("http://a.example/hop" + hop);
      case 5 -> absolute("https://a.example/hop" + hop + "?q=1");
      case 6 -> absolute("https://b.example/hop" + hop);
      case 7 -> absolute("http://a.example:8080/hop" + hop);
      default -> absolute("/hop" + hop);
    };
  }

  private static Optional<Location> absolute(String text) {
    return Optional.of(new Location(text, Optional.of(text)));
  }

  private List<Wish> wishes(int rarity) {
    if (random.nextInt(rarity) != 0) {
      return List.of();
    }
    return random.nextInt(5) == 0 ? List.of(wish(), wish()) : List.of(wish());
  }

  private Wish wish() {
    return switch (random.nextInt(10)) {
      case 0 -> new Wish.Seconds("0", 0);
      case 1, 2, 3 -> seconds(1 + random.nextInt(5));
      case 4 -> seconds(30 + random.nextInt(200));
      case 5 -> new Wish.Seconds("1.5", 1_500 * MILLI);
      case 6 -> new Wish.Seconds("99999999999999999999999", Long.MAX_VALUE);
      case 7, 8 -> new Wish.At(random.nextInt(240) - 60L);
      default -> new Wish.Junk(one(JUNK));
    };
  }

  private static Wish seconds(long count) {
    return new Wish.Seconds(Long.toString(count), count * SECOND);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Fault fault(Category category) {
    return new Fault(category, false, false, true);
  }

  private static Fault sent(Category category) {
    return new Fault(category, false, false, false);
  }
}
