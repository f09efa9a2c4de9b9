/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.origin;

import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.http.message.Url;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.TimeSource;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The states that calls of a session share: one for each origin, or one for all calls under
 * safeguards with a name. When there are many, states that were not used for a while are removed,
 * unless an attempt is running or a policy is not in its initial state. Thread-safe.
 */
public final class OriginStates {

  /** The number of states that are kept, however long they are unused. */
  private static final int MANY = 1_000;

  private static final long IDLE_NANOS = 600_000_000_000L;
  /**
   * The number of states above which each is kept for a minute only: then budgets are full and
   * cooldowns over.
   */
  private static final int VERY_MANY = 10_000;

  private static final long BRIEFLY_IDLE_NANOS = 60_000_000_000L;
  /** The resolution of the time of the last use. A write on every call would be costly. */
  private static final long GRAIN_NANOS = 1_000_000_000L;

  private final TimeSource time;
  private final RandomGenerator random;
  private final LimitStore store;
  private final CircuitBreaker.Listener breakers;
  /** The budget for retries to all origins together. */
  private final Budget account;

  private final Map<Key, Used> states = new ConcurrentHashMap<>();
  /** Removed states that the caller still refers to. */
  private final Map<Key, Handle> handles = new ConcurrentHashMap<>();

  private final ReferenceQueue<OriginPolicies> dropped = new ReferenceQueue<>();
  /** The size at which unused states are removed: twice the size after the last removal. */
  private volatile int sweepAt = MANY;
  /** The state that was used last: most calls go to the same origin. */
  private volatile @Nullable Used latest;

  /** Safeguards are part of the key: those of a mount have a state of their own. */
  private record Key(Safeguards safeguards, String scheme, String host, int port) {

    static Key of(Safeguards safeguards, Url url) {
      return safeguards.name().isPresent()
          ? new Key(safeguards, "", "", 0)
          : new Key(safeguards, url.scheme(), url.host(), url.port());
    }

    boolean fits(Safeguards others, Url url) {
      return safeguards.equals(others)
          && (scheme.isEmpty()
              || port == url.port() && host.equals(url.host()) && scheme.equals(url.scheme()));
    }
  }

  private static final class Used {
    final Key key;
    final OriginPolicies state;
    volatile long nanos;

    Used(Key key, OriginPolicies state, long now) {
      this.key = key;
      this.state = state;
      this.nanos = now;
    }
  }

  private static final class Handle extends WeakReference<OriginPolicies> {
    final Key key;

    Handle(Key key, OriginPolicies state, ReferenceQueue<OriginPolicies> dropped) {
      super(state, dropped);
      this.key = key;
    }
  }

  /** Lets the breaker refer to its state, so that a caller who keeps the breaker keeps both. */
  private record Anchor(OriginPolicies state) implements CircuitBreaker.Listener {
    @Override
    public void changed(
        CircuitBreaker breaker, CircuitBreaker.State from, CircuitBreaker.State to, String reason) {
      // Only the reference is needed.
    }
  }

  /** Creates states whose breakers report their changes to that listener. */
  public OriginStates(
      TimeSource time, RandomGenerator random, LimitStore store, CircuitBreaker.Listener breakers) {
    this.breakers = breakers;
    this.time = time;
    this.random = random;
    this.store = store;
    this.account = RetryBudget.session().open("the session", time);
  }

  /** Returns the state for a call that begins now. */
  public OriginPolicies of(Safeguards safeguards, Url url, long now) {
    Used used = latest;
    if (used == null || !used.key.fits(safeguards, url)) {
      used = find(safeguards, url, now);
      latest = used;
    }
    if (now - used.nanos > GRAIN_NANOS) {
      used.nanos = now;
    }
    return used.state;
  }

  private Used find(Safeguards safeguards, Url url, long now) {
    Key key = Key.of(safeguards, url);
    Used used = states.get(key);
    if (used != null) {
      return used;
    }
    sweep(now);
    Used found = states.computeIfAbsent(key, absent -> new Used(absent, kept(absent, url), now));
    handles.remove(key);
    return found;
  }

  /** Returns a removed state that the caller still refers to, or a new one. */
  private OriginPolicies kept(Key key, Url url) {
    Handle handle = handles.get(key);
    OriginPolicies known = handle == null ? null : handle.get();
    if (known != null) {
      return known;
    }
    Safeguards safeguards = key.safeguards();
    String name = safeguards.name().orElse(url.authority());
    OriginPolicies state =
        OriginPolicies.of(safeguards, new OriginPolicies.Site(name, time, random, store, account));
    state.breaker().ifPresent(breaker -> breaker.onChange(new Anchor(state)).onChange(breakers));
    return state;
  }

  private void sweep(long now) {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      if (gone instanceof Handle handle) {
        handles.remove(handle.key, handle);
      }
    }
    int size = states.size();
    if (size < sweepAt) {
      return;
    }
    long idle = size < VERY_MANY ? IDLE_NANOS : BRIEFLY_IDLE_NANOS;
    states.values().removeIf(used -> now - used.nanos > idle && forgets(used));
    sweepAt = Math.max(MANY, 2 * states.size());
  }

  /** Keeps the handle before the state is removed, so that a concurrent call finds one of them. */
  private boolean forgets(Used used) {
    if (!used.state.atRest()) {
      return false;
    }
    handles.put(used.key, new Handle(used.key, used.state, dropped));
    return true;
  }

  /** Returns the present states, in no order. */
  public List<OriginPolicies> all() {
    return states.values().stream().map(used -> used.state).toList();
  }
}
