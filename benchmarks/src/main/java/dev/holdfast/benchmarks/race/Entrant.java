/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A client in the race and its results so far. */
public final class Entrant implements Closeable {

  private static final long WARM_UP_NANOS = 300_000_000;

  private final String name;
  private final Closeable client;
  private final Racing racing;
  private final List<Result> rounds = new ArrayList<>();

  /** Runs one round. */
  private interface Racing {
    Result run(int callers, long nanos) throws Exception;
  }

  private Entrant(String name, Closeable client, Racing racing) {
    this.name = name;
    this.client = client;
    this.racing = racing;
  }

  /** With a thread for each of the calls that are made at once. */
  public static Entrant blocking(String name, BlockingClient client, int bodyLength) {
    return new Entrant(
        name, client, (callers, nanos) -> BlockingRace.run(client, callers, bodyLength, nanos));
  }

  /** With that many calls in flight. */
  public static Entrant async(String name, AsyncClient client, int bodyLength) {
    return new Entrant(
        name, client, (callers, nanos) -> AsyncRace.run(client, callers, bodyLength, nanos));
  }

  /** What the tables call it. */
  public String name() {
    return name;
  }

  /** Makes at least that many calls, which do not count: a busy machine takes longer for them. */
  public void warmUp(int callers, long calls) throws Exception {
    long done = 0;
    while (done < calls) {
      done += racing.run(callers, WARM_UP_NANOS).calls();
    }
  }

  /** All of them take turns, each round in another order; earlier results are forgotten. */
  public static void race(List<Entrant> all, int callers, int rounds, long nanos) throws Exception {
    List<Entrant> order = new ArrayList<>(all);
    order.forEach(entrant -> entrant.rounds.clear());
    for (int round = 0; round < rounds; round++) {
      for (Entrant entrant : order) {
        entrant.rounds.add(entrant.racing.run(callers, nanos));
      }
      Collections.rotate(order, 1);
    }
  }

  /** The median of a figure over the rounds. */
  public double median(ToDoubleFunction<Result> figure) {
    return quantile(rounds.stream().mapToDouble(figure).toArray(), 0.5);
  }

  /** The least of a figure over the rounds. */
  public double least(ToDoubleFunction<Result> figure) {
    return quantile(rounds.stream().mapToDouble(figure).toArray(), 0);
  }

  /** The median of this one's figure divided by the other's in the same round. */
  public double ratio(Entrant other, ToDoubleFunction<Result> figure) {
    return ratio(other, figure, 0.5);
  }

  /** As {@link #ratio(Entrant, ToDoubleFunction)}, but another quantile: how far rounds differ. */
  public double ratio(Entrant other, ToDoubleFunction<Result> figure, double quantile) {
    double[] ratios = IntStream.range(0, rounds.size())
        .mapToDouble(
            i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(other.rounds.get(i)))
        .toArray();
    return quantile(ratios, quantile);
  }

  private static double quantile(double[] values, double share) {
    Arrays.sort(values);
    return values[(int) Math.min(values.length - 1, share * values.length)];
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
