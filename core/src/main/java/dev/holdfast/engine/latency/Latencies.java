/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.latency;

import dev.holdfast.time.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/*
 * A histogram of logarithmic buckets, eight to each power of two, so that a quantile is exact to an
 * eighth. It has two generations: samples go into the present one, quantiles use both. After a
 * thousand samples or five minutes the present generation becomes the previous one. So the
 * histogram covers the last one to two thousand attempts, and nothing older than ten minutes if
 * newer samples exist. A sample costs two increments and no lock.
 *
 * A failed attempt would have taken at least as long as it did (a censored sample): it counts with
 * that time if that is above the median, else not at all. So refused connections do not make an
 * origin look fast. Attempts that end at a timeout derived from here push the quantile up to that
 * timeout, and the timeout's factor raises the next one: the timeout cannot collapse.
 */
/** The latencies of recent attempts. Thread-safe, without locks. */
public final class Latencies {

  private static final int SUB_BITS = 3;
  private static final int SUBS = 1 << SUB_BITS;
  /** Latencies below a microsecond share a bucket. */
  private static final int SHIFT = 10;

  private static final int BUCKETS = (Long.SIZE - SHIFT) * SUBS;
  private static final int TOTAL = BUCKETS;
  private static final int GENERATION = 1_000;
  private static final long GENERATION_NANOS = 300_000_000_000L;
  private static final int FEWEST = 20;

  private final TimeSource time;
  private final AtomicReference<Generations> generations;

  private record Generations(
      AtomicIntegerArray before, AtomicIntegerArray present, long sinceNanos) {}

  /** An empty histogram. */
  public Latencies(TimeSource time) {
    this.time = time;
    this.generations = new AtomicReference<>(new Generations(empty(), empty(), time.nanoTime()));
  }

  private static AtomicIntegerArray empty() {
    return new AtomicIntegerArray(BUCKETS + 1);
  }

  /** Adds the latency of a success. */
  public void succeeded(long nanos) {
    AtomicIntegerArray present = present();
    present.incrementAndGet(bucket(nanos));
    present.incrementAndGet(TOTAL);
  }

  /** Adds the latency of a failure, a lower bound of what a success would have taken. */
  public void failed(long nanos) {
    OptionalLong median = quantileNanos(0.5);
    if (median.isPresent() && nanos > median.getAsLong()) {
      succeeded(nanos);
    }
  }

  private AtomicIntegerArray present() {
    while (true) {
      Generations now = now();
      long moment = time.nanoTime();
      boolean full =
          now.present().get(TOTAL) >= GENERATION || moment - now.sinceNanos() > GENERATION_NANOS;
      if (!full) {
        return now.present();
      }
      Generations next = new Generations(now.present(), empty(), moment);
      if (generations.compareAndSet(now, next)) {
        return next.present();
      }
    }
  }

  @SuppressWarnings("NullAway") // never null: set at construction, and only to what is not
  private Generations now() {
    return generations.get();
  }

  /** The number of samples. */
  public int samples() {
    Generations now = now();
    return now.before().get(TOTAL) + now.present().get(TOTAL);
  }

  /**
   * The latency within which that share of attempts succeeds, exact to an eighth and rounded up.
   * Empty while there are too few samples: at least 20, and at least one beyond the quantile.
   *
   * @param quantile between 0 and 1, such as 0.95
   */
  public OptionalLong quantileNanos(double quantile) {
    Generations now = now();
    int total = now.before().get(TOTAL) + now.present().get(TOTAL);
    // The small constant corrects the rounding of 1 - 0.99.
    if (total < Math.max(FEWEST, Math.ceil(1 / (1 - quantile) - 1e-6))) {
      return OptionalLong.empty();
    }
    long rank = (long) Math.ceil(quantile * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += now.before().get(i) + now.present().get(i);
      if (seen >= rank) {
        return OptionalLong.of(upperBound(i));
      }
    }
    // Other threads are between their two increments.
    return OptionalLong.empty();
  }

  private static int bucket(long nanos) {
    long value = Math.max(0, nanos) >> SHIFT;
    if (value < SUBS) {
      return (int) value;
    }
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    int sub = (int) (value >> (power - SUB_BITS)) - SUBS;
    return (power - SUB_BITS + 1) * SUBS + sub;
  }

  private static long upperBound(int bucket) {
    if (bucket < SUBS) {
      return (bucket + 1L) << SHIFT;
    }
    int power = bucket / SUBS - 1;
    long sub = bucket % SUBS + SUBS + 1L;
    long bound = sub << (power + SHIFT);
    return bound < 0 ? Long.MAX_VALUE : bound;
  }
}
