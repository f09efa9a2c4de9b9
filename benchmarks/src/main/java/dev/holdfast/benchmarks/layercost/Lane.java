/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A contender and what it has done in the rounds so far. */
final class Lane {

  private final String name;
  private final Contender contender;
  private final List<Race.Result> rounds = new ArrayList<>();

  Lane(String name, Contender contender) {
    this.name = name;
    this.contender = contender;
  }

  String name() {
    return name;
  }

  Contender contender() {
    return contender;
  }

  void run(int callers, long nanos) throws Exception {
    rounds.add(Race.run(contender, callers, nanos));
  }

  void forget() {
    rounds.clear();
  }

  /** The median over the rounds of a figure. */
  double median(ToDoubleFunction<Race.Result> figure) {
    return middle(rounds.stream().mapToDouble(figure).toArray());
  }

  /** The median over the rounds of a figure by the other's in the same round. */
  double ratio(Lane other, ToDoubleFunction<Race.Result> figure) {
    return middle(IntStream.range(0, rounds.size())
        .mapToDouble(
            i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(other.rounds.get(i)))
        .toArray());
  }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
