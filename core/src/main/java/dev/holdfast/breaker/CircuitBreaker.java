/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses attempts to a place that keeps failing, instead of adding to its load and to the caller's
 * waiting; lets a few probes through after a while, and closes again when they end well.
 *
 * <p>What counts as a failure is what counts for retries: a 404 is a success of the server. An
 * attempt that says nothing (cancelled, refused further in) counts for nothing, and a probe of that
 * kind gives its place to another. A good call does not open it, even if it is the one with which
 * there are enough to judge.
 *
 * <p>Thread-safe, without a lock: the phase is one reference that is replaced as a whole.
 *
 * @see <a href="https://martinfowler.com/bliki/CircuitBreaker.html">Circuit Breaker, after M.
 *     Nygard</a>
 */
public final class CircuitBreaker implements Guard {

  /** What a breaker does. */
  public enum State {
    /** Lets attempts pass and counts how they end. */
    CLOSED,
    /** Refuses attempts until its time is over. */
    OPEN,
    /** Lets a few probes pass and refuses all other attempts. */
    HALF_OPEN,
    /** Refuses attempts until told otherwise. */
    FORCED_OPEN,
    /** Lets attempts pass and does not count, until told otherwise. */
    DISABLED
  }

  /** Called after each change of a breaker, on the thread that caused it; must be short. */
  @FunctionalInterface
  public interface Listener {

    /**
     * The breaker has changed.
     *
     * @param reason in words
     */
    void changed(CircuitBreaker breaker, State from, State to, String reason);
  }

  /**
   * A breaker at one moment: for dashboards and logs.
   *
   * @param name of the breaker
   * @param state it is in
   * @param calls that it looks at: while closed those of its window, while half-open the probes
   *     that ended, while open those that opened it
   * @param failed of them
   * @param slow of them
   * @param untilProbe how long it stays open
   */
  public record Snapshot(
      String name,
      State state,
      long calls,
      long failed,
      long slow,
      Optional<Duration> untilProbe) {}

  /** An open breaker stays so up to this much longer, so that clients do not probe in step. */
  private static final double SPREAD = 0.2;

  private final String name;
  private final BreakerPolicy policy;
  private final TimeSource time;
  private final RandomGenerator random;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<BreakerState> phase;

  /**
   * A closed breaker.
   *
   * @param name of the place that is called, for messages
   * @param random for the spread of probes; must be thread-safe
   */
  public CircuitBreaker(
      String name, BreakerPolicy policy, TimeSource time, RandomGenerator random) {
    this.name = Objects.requireNonNull(name, "name");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.phase = new AtomicReference<>(closed());
  }

  /** Adds a listener. */
  public CircuitBreaker onChange(Listener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  @Override
  public Admission admit() {
    Admission answer = null;
    while (answer == null) {
      BreakerState now = phase();
      answer = now instanceof BreakerState.Closed closed
          ? counted(closed)
          : now instanceof BreakerState.HalfOpen halfOpen
              ? probe(halfOpen)
              : now instanceof BreakerState.Open open ? whenOpen(open) : fixed(now);
    }
    return answer;
  }

  /** Null once it is time to probe. */
  private @Nullable Admission whenOpen(BreakerState.Open open) {
    long now = time.nanoTime();
    long left = open.untilNanos() - now;
    if (left > 0) {
      return new Admission.Refused(
          refusal(open.why() + "; next probe in " + Nanos.format(left)).retryAfterNanos(left));
    }
    move(open, new BreakerState.HalfOpen(policy.probes(), now), "time to probe");
    return null;
  }

  /** Null if the probes before have been given up. */
  private @Nullable Admission probe(BreakerState.HalfOpen halfOpen) {
    long now = time.nanoTime();
    if (halfOpen.take(now)) {
      return Admission.Granted.at((ending, elapsed) -> probed(halfOpen, ending, elapsed));
    }
    if (halfOpen.quietNanos(now) < policy.probeNanos()) {
      return refused("its probes are under way");
    }
    giveUp(halfOpen);
    return null;
  }

  private Admission fixed(BreakerState now) {
    return now.state() == State.DISABLED ? Admission.freely() : refused("opened by hand");
  }

  private Admission counted(BreakerState.Closed closed) {
    return Admission.Granted.at((ending, elapsed) -> count(closed, ending, elapsed));
  }

  /**
   * A hedge is no probe: what asks whether a place is up again is to be one attempt, and how a
   * hedge that wins ends is told by the attempt beside it.
   */
  @Override
  public Admission admitHedge() {
    BreakerState now = phase();
    if (now instanceof BreakerState.Closed closed) {
      return counted(closed);
    }
    return now.state() == State.DISABLED ? Admission.freely() : refused("a hedge is no probe");
  }

  private Admission refused(String why) {
    return new Admission.Refused(refusal(why));
  }

  private Refusal refusal(String why) {
    return Refusal.of(
        Refusal.Kind.BREAKER_OPEN, () -> "circuit breaker " + name + " is open: " + why);
  }

  private void count(BreakerState.Closed closed, Ending ending, long elapsed) {
    if (!ending.telling()) {
      return;
    }
    boolean failed = ending == Ending.FAILED;
    boolean slow = policy.slow(elapsed);
    closed.tally().record(failed, slow);
    // A good and quick call does not open it.
    if (failed || slow) {
      Counts counts = closed.counts();
      if (policy.tripped(counts)) {
        trip(closed, counts);
      }
    }
  }

  private void probed(BreakerState.HalfOpen halfOpen, Ending ending, long elapsed) {
    if (!ending.telling()) {
      halfOpen.giveBack();
    } else if (halfOpen.ended(ending == Ending.FAILED, policy.slow(elapsed))) {
      Counts counts = halfOpen.counts();
      if (policy.bad(counts)) {
        trip(halfOpen, counts);
      } else {
        move(halfOpen, closed(), "the probes ended well");
      }
    }
  }

  /** A probe may hang, and there is no deadline for everything. */
  private void giveUp(BreakerState.HalfOpen halfOpen) {
    Counts counts = halfOpen.counts();
    String why = counts.calls() + " of " + policy.probes() + " probes ended within "
        + Nanos.format(policy.probeNanos());
    move(halfOpen, open(why, counts), why);
  }

  private void trip(BreakerState from, Counts counts) {
    String where =
        from instanceof BreakerState.HalfOpen ? " when it probed" : " in " + policy.window();
    String why = policy.complaint(counts) + where;
    move(from, open(why, counts), why);
  }

  private BreakerState open(String why, Counts counts) {
    long spread = (long) (policy.openNanos() * SPREAD * random.nextDouble());
    return new BreakerState.Open(
        time.nanoTime() + Nanos.add(policy.openNanos(), spread), why, counts);
  }

  private BreakerState phase() {
    return Objects.requireNonNull(phase.get());
  }

  private BreakerState closed() {
    return new BreakerState.Closed(Tally.of(policy, time));
  }

  /** Opens it now, for as long as it would by itself. */
  public void open() {
    set(open("opened by hand", Counts.NONE));
  }

  /** Closes it now and forgets what was counted; ends {@link #forceOpen} and {@link #disable}. */
  public void close() {
    set(closed());
  }

  /** Opens it until {@link #close}. */
  public void forceOpen() {
    set(new BreakerState.Fixed(State.FORCED_OPEN));
  }

  /** Lets everything pass until {@link #close}. */
  public void disable() {
    set(new BreakerState.Fixed(State.DISABLED));
  }

  private void set(BreakerState to) {
    tell(Objects.requireNonNull(phase.getAndSet(to)).state(), to.state(), "by hand");
  }

  private void move(BreakerState from, BreakerState to, String reason) {
    if (phase.compareAndSet(from, to)) {
      tell(from.state(), to.state(), reason);
    }
  }

  private void tell(State from, State to, String reason) {
    for (Listener listener : listeners) {
      try {
        listener.changed(this, from, to, reason);
      } catch (RuntimeException failure) {
        Logger logger = System.getLogger(Listener.class.getName());
        logger.log(Level.WARNING, "A breaker's listener failed: " + listener.getClass(), failure);
      }
    }
  }

  /** What it does now. An open breaker whose time is over stays open until somebody calls. */
  public State state() {
    return phase().state();
  }

  /** Whether it neither is set by hand nor will stay open for a while. */
  public boolean atRest() {
    BreakerState now = phase();
    return !(now instanceof BreakerState.Fixed)
        && !(now instanceof BreakerState.Open open && open.untilNanos() - time.nanoTime() > 0);
  }

  /** All there is to know of it now. */
  public Snapshot snapshot() {
    BreakerState now = phase();
    Counts counts = now.counts();
    Optional<Duration> untilProbe = now instanceof BreakerState.Open open
        ? Optional.of(Duration.ofNanos(Math.max(0, open.untilNanos() - time.nanoTime())))
        : Optional.empty();
    return new Snapshot(
        name, now.state(), counts.calls(), counts.failed(), counts.slow(), untilProbe);
  }

  @Override
  public String describe() {
    BreakerState now = phase();
    String words = "circuit breaker " + policy;
    if (now instanceof BreakerState.Open open) {
      long left = Math.max(0, open.untilNanos() - time.nanoTime());
      return words + ": now open, " + open.why() + "; next probe in " + Nanos.format(left);
    }
    return switch (now.state()) {
      case HALF_OPEN -> words + ": now probing";
      case FORCED_OPEN -> words + ": now open, by hand";
      case DISABLED -> words + ": now off, by hand";
      default -> words;
    };
  }

  @Override
  public String toString() {
    return "CircuitBreaker[" + name + ", " + state() + ", " + policy + "]";
  }
}
