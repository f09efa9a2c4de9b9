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
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses attempts to an origin that keeps failing, which spares the origin load and the caller
 * time. After a while it admits a few probes, and closes again when they succeed.
 *
 * <p>A failure is what is retried: a 404 is a success of the server. An attempt that says nothing
 * (cancelled, or refused by a later guard) does not count, and a probe of that kind is replaced by
 * another. A good call never opens the breaker, even if it completes the minimum number of calls.
 *
 * <p>Thread-safe, without a lock: the state is one reference that is replaced as a whole.
 *
 * @see <a href="https://martinfowler.com/bliki/CircuitBreaker.html">Circuit Breaker, after M.
 *     Nygard</a>
 */
public final class CircuitBreaker implements Guard {

  /** The state of a breaker. */
  public enum State {
    /** Admits attempts and counts their results. */
    CLOSED,
    /** Refuses attempts for a time. */
    OPEN,
    /** Admits a few probes and refuses all other attempts. */
    HALF_OPEN,
    /** Refuses attempts until it is set otherwise. */
    FORCED_OPEN,
    /** Admits attempts and does not count, until it is set otherwise. */
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
   * @param state present state
   * @param calls counted calls: while closed those of the window, while half-open the ended probes,
   *     while open those that opened it
   * @param failed failed calls among them
   * @param slow slow calls among them
   * @param untilProbe time until it probes
   */
  public record Snapshot(
      String name,
      State state,
      long calls,
      long failed,
      long slow,
      Optional<Duration> untilProbe) {}

  /** An open breaker stays open up to this much longer, so that clients do not probe in step. */
  private static final double SPREAD = 0.2;
  /** The shortest time for which a breaker stays open that was opened by hand. */
  private static final long BY_HAND_NANOS = 5_000_000_000L;
  /** The shortest time after which an extra probe begins while the others hang. */
  private static final long LEAST_PATIENCE_NANOS = 500_000_000L;

  private final String name;
  private final BreakerPolicy policy;
  private final TimeSource time;
  private final RandomGenerator random;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final long patienceNanos;
  private final AtomicReference<BreakerState> current;

  /**
   * A closed breaker.
   *
   * @param name of the origin, for messages
   * @param random for the spread of probes; must be thread-safe
   */
  public CircuitBreaker(
      String name, BreakerPolicy policy, TimeSource time, RandomGenerator random) {
    this.name = Objects.requireNonNull(name, "name");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.patienceNanos = Math.max(policy.openNanos(), LEAST_PATIENCE_NANOS);
    this.current = new AtomicReference<>(closed());
  }

  /** Adds a listener; several are called in the order in which they were added. */
  public CircuitBreaker onChange(Listener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  @Override
  public Admission admit() {
    Admission answer = null;
    while (answer == null) {
      BreakerState now = current();
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
    move(open, new BreakerState.HalfOpen(policy.probes(), patienceNanos, now), "time to probe");
    return null;
  }

  /** Null if the previous probes have been given up. */
  private @Nullable Admission probe(BreakerState.HalfOpen halfOpen) {
    long now = time.nanoTime();
    if (halfOpen.hangs(now, policy.probeNanos())) {
      giveUp(halfOpen);
      return null;
    }
    return halfOpen.take(now)
        ? Admission.Granted.at((ending, elapsed) -> probed(halfOpen, now, ending, elapsed))
        : refused("its probes are running");
  }

  private Admission fixed(BreakerState now) {
    return now.state() == State.DISABLED ? Admission.freely() : refused("opened by hand");
  }

  private Admission counted(BreakerState.Closed closed) {
    closed.inFlight().increment();
    return Admission.Granted.at((ending, elapsed) -> count(closed, ending, elapsed));
  }

  /**
   * A hedge is not a probe: one attempt should test whether the origin is back, and the first
   * attempt reports the result of a hedge that wins.
   */
  @Override
  public Admission admitHedge() {
    BreakerState now = current();
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
    closed.inFlight().decrement();
    if (!ending.telling()) {
      return;
    }
    boolean failed = ending == Ending.FAILED;
    boolean slow = policy.slow(elapsed);
    closed.tally().record(failed, slow);
    // A good and fast call does not open it.
    if (failed || slow) {
      Counts counts = closed.counts();
      if (policy.tripped(counts) && !outnumbered(closed, counts, elapsed)) {
        trip(closed, counts);
      }
    }
  }

  /**
   * Whether attempts in flight may still bring the rate below the threshold. Of a thousand calls at
   * once, the first that fail say nothing about the others. After a slow failure attempts in flight
   * do not count, since they probably hang as well.
   */
  private boolean outnumbered(BreakerState.Closed closed, Counts counts, long elapsed) {
    return Ending.quick(elapsed) && !policy.bad(counts.and(closed.inFlight().sum()));
  }

  private void probed(BreakerState.HalfOpen halfOpen, long since, Ending ending, long elapsed) {
    if (!ending.telling()) {
      halfOpen.giveBack();
    } else if (halfOpen.ended(since, ending == Ending.FAILED, policy.slow(elapsed))) {
      Counts counts = halfOpen.counts();
      if (policy.bad(counts)) {
        trip(halfOpen, counts);
      } else {
        move(halfOpen, closed(), "the probes ended well");
      }
    }
  }

  /** A probe may hang, and not every call has a deadline. */
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
    return open(policy.openNanos(), why, counts);
  }

  private BreakerState open(long nanos, String why, Counts counts) {
    long spread = (long) (nanos * SPREAD * random.nextDouble());
    return new BreakerState.Open(time.nanoTime() + Nanos.add(nanos, spread), why, counts);
  }

  private BreakerState current() {
    return Objects.requireNonNull(current.get());
  }

  private BreakerState closed() {
    return new BreakerState.Closed(Tally.of(policy, time), new LongAdder());
  }

  /** Opens it now, for 5 s or for the usual time, whichever is longer. */
  public void open() {
    set(open(Math.max(policy.openNanos(), BY_HAND_NANOS), "opened by hand", Counts.NONE));
  }

  /** Closes it now and clears the counts; ends {@link #forceOpen} and {@link #disable}. */
  public void close() {
    set(closed());
  }

  /** Opens it until {@link #close}. */
  public void forceOpen() {
    set(new BreakerState.Fixed(State.FORCED_OPEN));
  }

  /** Admits all attempts until {@link #close}. */
  public void disable() {
    set(new BreakerState.Fixed(State.DISABLED));
  }

  private void set(BreakerState to) {
    tell(Objects.requireNonNull(current.getAndSet(to)).state(), to.state(), "by hand");
  }

  private void move(BreakerState from, BreakerState to, String reason) {
    if (current.compareAndSet(from, to)) {
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

  /** The present state. An open breaker whose time is over stays open until the next call. */
  public State state() {
    return current().state();
  }

  /** Whether it is neither set by hand nor open. */
  public boolean atRest() {
    BreakerState now = current();
    return !(now instanceof BreakerState.Fixed)
        && !(now instanceof BreakerState.Open open && open.untilNanos() - time.nanoTime() > 0);
  }

  /** The figures at this moment. */
  public Snapshot snapshot() {
    BreakerState now = current();
    Counts counts = now.counts();
    Optional<Duration> untilProbe = now instanceof BreakerState.Open open
        ? Optional.of(Duration.ofNanos(Math.max(0, open.untilNanos() - time.nanoTime())))
        : Optional.empty();
    return new Snapshot(
        name, now.state(), counts.calls(), counts.failed(), counts.slow(), untilProbe);
  }

  @Override
  public String describe() {
    BreakerState now = current();
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
