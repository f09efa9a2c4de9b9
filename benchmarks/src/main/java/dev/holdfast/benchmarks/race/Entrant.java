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
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** A client in the race and its results so far. */
public final class Entrant implements Closeable {

  private static final long WARM_UP_NANOS = 300_000_000;

  private final String name;
  private final Closeable client;
  private final Racing racing;
  private final List<Result> rounds = new ArrayList<>();

  private final OwnDescriptors descriptors;

  /** Runs one round. */
  public interface Racing {
    Result run(int callers, long nanos) throws Exception;
  }

  /** Creates a client. */
  public interface Maker<C extends Closeable> {
    C make() throws Exception;
  }

  private Entrant(String name, Closeable client, OwnDescriptors descriptors, Racing racing) {
    this.name = name;
    this.client = client;
    this.descriptors = descriptors;
    this.racing = racing;
  }

  /** An entrant with a client that runs its rounds in its own way. */
  public static <C extends Closeable> Entrant of(
      String name, Maker<C> maker, Function<C, Racing> racing) throws Exception {
    OwnDescriptors descriptors = new OwnDescriptors();
    Set<String> before = OwnDescriptors.all();
    C client = maker.make();
    descriptors.openedSince(before);
    return new Entrant(name, client, descriptors, racing.apply(client));
  }

  /** An entrant with a thread for each concurrent call. */
  public static Entrant blocking(
      String name,
      BlockingRace.Threads threads,
      Maker<? extends BlockingClient> maker,
      int bodyLength)
      throws Exception {
    return of(
        name,
        maker,
        client ->
            (callers, nanos) -> BlockingRace.run(threads, client, callers, bodyLength, nanos));
  }

  /** An entrant with that many calls in flight. */
  public static Entrant async(String name, Maker<? extends AsyncClient> maker, int bodyLength)
      throws Exception {
    return of(
        name,
        maker,
        client -> (callers, nanos) -> AsyncRace.run(client, callers, bodyLength, nanos));
  }

  /** The name in the tables. */
  public String name() {
    return name;
  }

  /**
   * Makes calls that do not count: at least that many, unless that takes longer than the given
   * time.
   */
  public void warmUp(int callers, long calls, long mostNanos) throws Exception {
    long begun = System.nanoTime();
    long done = 0;
    while (done < calls && System.nanoTime() - begun < mostNanos) {
      done += round(callers, WARM_UP_NANOS).calls();
    }
  }

  private Result round(int callers, long nanos) throws Exception {
    Set<String> before = OwnDescriptors.all();
    Result result = racing.run(callers, nanos);
    descriptors.openedSince(before);
    return result.orDescriptors(descriptors.count());
  }

  /**
   * Runs rounds in which all take turns, each round in another order; earlier results are cleared.
   * An uncounted round lets each open its connections first.
   */
  public static void race(List<Entrant> all, int callers, int rounds, long nanos) throws Exception {
    List<Entrant> order = new ArrayList<>(all);
    for (Entrant entrant : all) {
      entrant.rounds.clear();
      entrant.round(callers, nanos);
    }
    for (int round = 0; round < rounds; round++) {
      for (Entrant entrant : order) {
        entrant.rounds.add(entrant.round(callers, nanos));
      }
      Collections.rotate(order, 1);
    }
  }

  /** The median of a figure over the rounds. */
  public double median(ToDoubleFunction<Result> figure) {
    return quantile(rounds.stream().mapToDouble(figure).toArray(), 0.5);
  }

  /** The sum of a figure over the rounds. */
  public long sum(ToLongFunction<Result> figure) {
    return rounds.stream().mapToLong(figure).sum();
  }

  /** The smallest value of a figure over the rounds. */
  public double least(ToDoubleFunction<Result> figure) {
    return quantile(rounds.stream().mapToDouble(figure).toArray(), 0);
  }

  /** The median of this entrant's figure divided by the other's in the same round. */
  public double ratio(Entrant other, ToDoubleFunction<Result> figure) {
    return ratio(other, figure, 0.5);
  }

  /**
   * As {@link #ratio(Entrant, ToDoubleFunction)}, for another quantile, which shows the spread of
   * the rounds.
   */
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
