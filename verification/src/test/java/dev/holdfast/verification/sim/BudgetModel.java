/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of the retry budget, computed directly from the wording of decision 0701: the larger of
 * what successes pay, kept for a while, and a reserve that is full at first and refills by itself.
 * A call is never refused if no other asked within a minute. The unit is nanoseconds of refilling.
 * The result is an interval, since a sliding window may be up to a tenth shorter.
 */
final class BudgetModel {

  private static final long LATELY = 60_000_000_000L;

  private final Optional<Shared.Purse> purse;
  private final List<Long> successes = new ArrayList<>();
  private final Map<Object, Long> asked = new HashMap<>();
  private long at;
  private double least;
  private double most;

  BudgetModel(Optional<Shared.Purse> purse) {
    this.purse = purse;
    this.least = purse.map(Shared.Purse::refill).orElse(0L);
    this.most = least;
  }

  /**
   * A call's request to pay for a retry.
   *
   * @param call the same for all its retries
   * @param longWaits the number of its long waits that the server asked for, this one included; 0
   *     if this one is not long
   * @param surely whether this one is certainly long
   */
  record Ask(Object call, int longWaits, boolean surely) {}

  void succeeded(long now) {
    purse.ifPresent(rules -> {
      advance(rules, now);
      successes.add(now);
      add(rules, rules.ratio() * price(rules), now);
    });
  }

  /** Refunds a paid retry that has succeeded, or was not made. */
  void refund(long now) {
    purse.ifPresent(rules -> {
      advance(rules, now);
      add(rules, price(rules), now);
    });
  }

  private void add(Shared.Purse rules, double part, long now) {
    least = Math.min(least + part, full(rules, 0.9, now));
    most = Math.min(most + part, full(rules, 1, now));
  }

  /**
   * Whether a retry is paid for.
   *
   * @param was whether it was, according to the trace; decides if both are correct
   */
  boolean pays(long now, Ask ask, boolean was) {
    return purse.map(rules -> pays(rules, now, ask, was)).orElse(true);
  }

  private boolean pays(Shared.Purse rules, long now, Ask ask, boolean was) {
    advance(rules, now);
    boolean alone = alone(ask.call(), now);
    double price = price(rules);
    // Each success may have been rounded by a nanosecond or two.
    double doubt = 2.0 * successes.size() + 2;
    double crowd = ask.longWaits() == 0 ? 0 : (rules.reserve() + 0.99 - ask.longWaits()) * price;
    boolean maybeCrowded =
        ask.longWaits() > 0 && kept(rules, 0.9, now) == 0 && least < crowd + doubt;
    boolean crowded =
        ask.longWaits() > 0 && ask.surely() && kept(rules, 1, now) == 0 && most < crowd - doubt;
    boolean mayPay = alone || (!crowded && most >= price - doubt);
    boolean mustPay = alone || (!maybeCrowded && least >= price + doubt);
    boolean paid = mustPay || (mayPay && was);
    if (paid) {
      take(price, alone && (maybeCrowded || least < price + doubt));
    } else if (!maybeCrowded) {
      most = Math.min(most, price + doubt);
      least = Math.min(least, most);
    }
    return paid;
  }

  private void take(double price, boolean perhapsForNothing) {
    if (perhapsForNothing) {
      least = Math.min(least, Math.max(0, least - price));
    } else {
      least = Math.max(least, price) - price;
      most = Math.max(most, price) - price;
    }
  }

  /** Whether no other call asked within a minute. */
  private boolean alone(Object call, long now) {
    asked.put(call, now);
    return asked.entrySet().stream()
        .allMatch(entry -> entry.getKey() == call || now - entry.getValue() > LATELY);
  }

  private void advance(Shared.Purse rules, long now) {
    add(rules, (double) (now - at), now);
    at = now;
  }

  private static double price(Shared.Purse rules) {
    return (double) rules.refill() / rules.reserve();
  }

  private double full(Shared.Purse rules, double share, long now) {
    return Math.max(rules.reserve(), rules.ratio() * (double) kept(rules, share, now))
        * price(rules);
  }

  private long kept(Shared.Purse rules, double share, long now) {
    return successes.stream()
        .filter(then -> (double) (now - then) <= rules.window() * share)
        .count();
  }
}
