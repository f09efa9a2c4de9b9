/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.time.Scheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorldTest {

  private final World world = new World();
  private final List<String> happened = new ArrayList<>();

  @Test
  void eventsHappenInTheOrderOfTheirTimesAndThoseOfOneTimeAsTheyWereSet() {
    world.schedule(20, () -> happened.add("c"));
    world.schedule(10, () -> happened.add("a"));
    world.schedule(10, () -> happened.add("b"));

    world.runUntil(30);

    assertThat(happened).containsExactly("a", "b", "c");
    assertThat(world.nanoTime()).isEqualTo(30);
  }

  @Test
  void whatIsExecutedRunsAfterThePresentEventAndBeforeTheNext() {
    world.schedule(10, () -> {
      world.execute(() -> happened.add("after a"));
      happened.add("a");
    });
    world.schedule(10, () -> happened.add("b"));

    world.runUntil(10);

    assertThat(happened).containsExactly("a", "after a", "b");
  }

  @Test
  void aCancelledEventDoesNotHappenAndCancellingAgainDoesNothing() {
    Scheduled event = world.schedule(10, () -> happened.add("a"));
    world.schedule(20, () -> happened.add("b"));

    event.cancel();
    event.cancel();
    world.runUntil(30);

    assertThat(happened).containsExactly("b");
  }

  @Test
  void aWaitThatNeverEndsIsOneTooFarAway() {
    world.runUntil(10);

    world.schedule(Long.MAX_VALUE, () -> happened.add("a"));
    world.runUntil(Long.MAX_VALUE - 1);

    assertThat(happened).isEmpty();
  }

  /**
   * Compares the heap with a sorted map: thousands of events, a third of them cancelled anywhere.
   */
  @Test
  void theHeapAgreesWithASortedMapInAnyHistory() {
    Random random = new Random(7);
    TreeMap<Long, Integer> expected = new TreeMap<>();
    List<Scheduled> events = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      long at = random.nextInt(1_000_000) * 10_000L + i; // no two at the same time
      int number = i;
      events.add(world.schedule(at, () -> ran.add(number)));
      times.add(at);
      expected.put(at, number);
      if (random.nextInt(3) == 0) {
        int gone = random.nextInt(events.size());
        events.get(gone).cancel();
        expected.remove(times.get(gone));
      }
    }

    world.runUntil(Long.MAX_VALUE);

    assertThat(ran).containsExactlyElementsOf(expected.values());
  }
}
