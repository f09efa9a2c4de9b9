/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.pool.PoolState;
import dev.holdfast.http.net.pool.Pooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of both pools, without sockets. */
class PoolStateTest {

  private final List<Pooled> evicted = new ArrayList<>();

  private static final class Conn extends Pooled {
    private final Origin origin;

    Conn(Origin origin) {
      this.origin = origin;
    }

    @Override
    public Origin origin() {
      return origin;
    }

    @Override
    public String remote() {
      return "192.0.2.1:80";
    }
  }

  private static final class Ask extends PoolState.Ticket<Conn> {
    Ask(Origin origin) {
      super(origin, false, "");
    }
  }

  private PoolState<Conn> pool(int perOrigin, int total) {
    return new PoolState<>(perOrigin, total, evicted::add);
  }

  private static Origin origin(int number) {
    return new Origin(false, "h" + number, 80);
  }

  private static Ask ask(PoolState<Conn> pool, int origin) {
    Ask ticket = new Ask(origin(origin));
    pool.acquire(ticket);
    return ticket;
  }

  @Test
  @Tag("K15")
  void originsTakeTurns() {
    PoolState<Conn> pool = pool(8, 1);
    ask(pool, 0);
    Ask first = ask(pool, 1);
    Ask second = ask(pool, 1);
    Ask other = ask(pool, 2);

    List<PoolState.@Nullable Ticket<Conn>> served = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pool.release(origin(i == 0 ? 0 : i == 1 ? 1 : 2));
      served.add(pool.next());
    }

    assertThat(served).containsExactly(first, other, second);
  }

  @Test
  void forgetsAnOriginWithItsLastPermit() {
    PoolState<Conn> pool = pool(2, 4);
    for (int i = 0; i < 1_000; i++) {
      ask(pool, i);
      pool.release(origin(i));
    }

    assertThat(pool.origins()).isZero();
    assertThat(pool.open()).isZero();
  }

  @Test
  void whatHasRestedLongestMakesRoom() {
    PoolState<Conn> pool = pool(4, 2);
    List<Conn> rested = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ask(pool, i);
      rested.add(new Conn(origin(i)));
      pool.rest(rested.get(i));
    }

    Ask other = ask(pool, 2);

    assertThat(other.granted()).isTrue();
    assertThat(evicted).containsExactly(rested.get(0));
    assertThat(pool.open()).isEqualTo(2);
  }

  @Test
  @Tag("K11")
  void theSiblingsOfADeadConnectionAreThoseThatRestedAsLong() {
    PoolState<Conn> pool = pool(4, 8);
    List<Conn> conns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ask(pool, 0);
      conns.add(new Conn(origin(0)));
    }
    for (int i = 0; i < 3; i++) {
      pool.rest(conns.get(i));
    }
    Conn dead = ask(pool, 0).connection();
    pool.rest(conns.get(3));

    assertThat(dead).isSameAs(conns.get(2));
    assertThat(pool.removeSiblings(conns.get(2))).containsExactly(conns.get(1), conns.get(0));
    assertThat(pool.resting()).containsExactly(conns.get(3));
  }

  /** Limits hold and nothing waits without need, whatever comes in whatever order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @Tag("K08")
  void keepsItsLimitsAndServesAllWhoCanBeServed(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int perOrigin = 1 + random.nextInt(4);
    int total = perOrigin + random.nextInt(6);
    PoolState<Conn> pool = pool(perOrigin, total);
    Deque<Ask> waiting = new ArrayDeque<>();
    List<Ask> holding = new ArrayList<>();
    for (int step = 0; step < 5_000; step++) {
      int what = random.nextInt(10);
      if (what < 5) {
        waiting.add(ask(pool, random.nextInt(8)));
      } else if (what < 6 && !waiting.isEmpty()) {
        pool.cancel(waiting.pollLast());
      } else if (!holding.isEmpty()) {
        Ask done = holding.remove(random.nextInt(holding.size()));
        if (what < 8) {
          pool.release(done.origin());
        } else {
          pool.rest(new Conn(done.origin()));
        }
      }
      while (pool.next() != null) {
        // All that can be granted is granted.
      }
      waiting.removeIf(ticket -> ticket.granted() && holding.add(ticket));

      assertThat(pool.open()).isEqualTo(holding.size() + pool.resting().size());
      assertThat(pool.open()).isLessThanOrEqualTo(total);
      assertThat(waiting)
          .noneMatch(ticket -> pool.open() < total
              && held(holding, ticket.origin()) + resting(pool, ticket.origin()) < perOrigin);
    }
  }

  private static long held(List<Ask> holding, Origin origin) {
    return holding.stream().filter(ticket -> ticket.origin().equals(origin)).count();
  }

  private static long resting(PoolState<Conn> pool, Origin origin) {
    return pool.resting().stream().filter(conn -> conn.origin().equals(origin)).count();
  }
}
