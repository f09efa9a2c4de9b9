/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many retries there are, computed plainly from the words of decision 0701: a reserve that is
 * full at first and fills by itself, and what successes pay, kept for a while. Counted in
 * nanoseconds of filling. Between bounds, since a sliding window may be up to a tenth shorter.
 */
final class BudgetModel {

  private final Optional<Shared.Purse> purse;
  private final List<Long> successes = new ArrayList<>();
  private long at;
  private double least;
  private double most;

  BudgetModel(Optional<Shared.Purse> purse) {
    this.purse = purse;
    this.least = purse.map(Shared.Purse::refill).orElse(0L);
    this.most = least;
  }

  void succeeded(long now) {
    purse.ifPresent(rules -> {
      advance(rules, now);
      successes.add(now);
      double part = rules.ratio() * price(rules);
      least = Math.min(least + part, full(rules, 0.9, now));
      most = Math.min(most + part, full(rules, 1, now));
    });
  }

  /**
   * Whether a retry is paid for.
   *
   * @param was whether it was, as far as the trace tells; counts if both is right
   */
  boolean pays(long now, boolean was) {
    return purse.map(rules -> pays(rules, now, was)).orElse(true);
  }

  private boolean pays(Shared.Purse rules, long now, boolean was) {
    advance(rules, now);
    double price = price(rules);
    // Each success may have been rounded by a nanosecond or two.
    double doubt = 2.0 * successes.size();
    boolean paid = least >= price + doubt || (most >= price - doubt && was);
    if (paid) {
      least = Math.max(least, price) - price;
      most = Math.max(most, price) - price;
    } else {
      most = Math.min(most, price + doubt);
      least = Math.min(least, most);
    }
    return paid;
  }

  private void advance(Shared.Purse rules, long now) {
    long passed = now - at;
    at = now;
    least = Math.min(least + passed, full(rules, 0.9, now));
    most = Math.min(most + passed, full(rules, 1, now));
  }

  private static double price(Shared.Purse rules) {
    return (double) rules.refill() / rules.reserve();
  }

  private double full(Shared.Purse rules, double share, long now) {
    long kept =
        successes.stream().filter(then -> now - then <= rules.window() * share).count();
    return (rules.reserve() + rules.ratio() * kept) * price(rules);
  }
}
