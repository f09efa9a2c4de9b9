/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

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
 * What calls of a session share, for each origin or for all under safeguards with a name. Places
 * that were not called for a while are forgotten once there are many, unless something is closed or
 * under way there. Thread-safe.
 */
final class OriginStates {

  /** That many are kept, however long they are not called. */
  private static final int MANY = 1_000;

  private static final long IDLE_NANOS = 600_000_000_000L;
  /** And beyond that many each for a minute: by then a budget is whole and a cooldown over. */
  private static final int VERY_MANY = 10_000;

  private static final long BRIEFLY_IDLE_NANOS = 60_000_000_000L;
  /** How exact the time of the last use is: writing it on every call would cost every call. */
  private static final long GRAIN_NANOS = 1_000_000_000L;

  private final TimeSource time;
  private final RandomGenerator random;
  private final LimitStore store;
  /** Retries to all origins together are paid from it besides. */
  private final Budget account;

  private final Map<Key, Used> states = new ConcurrentHashMap<>();
  /** Those that were forgotten, as long as the caller keeps a handle to one. */
  private final Map<Key, Handle> handles = new ConcurrentHashMap<>();

  private final ReferenceQueue<OriginPolicies> dropped = new ReferenceQueue<>();
  /** At that size it is worth looking for some to forget: twice what was left last time. */
  private volatile int sweepAt = MANY;
  /** Most calls go where the last one went. */
  private volatile @Nullable Used latest;

  /** Mounts may have safeguards of their own, which then count for themselves. */
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

  /** The breaker refers to its state, so that a caller who keeps the breaker keeps both. */
  private record Anchor(OriginPolicies state) implements CircuitBreaker.Listener {
    @Override
    public void changed(
        CircuitBreaker breaker, CircuitBreaker.State from, CircuitBreaker.State to, String reason) {
      // It is only here to be reachable.
    }
  }

  OriginStates(TimeSource time, RandomGenerator random, LimitStore store) {
    this.time = time;
    this.random = random;
    this.store = store;
    this.account = RetryBudget.session().open("the session", time);
  }

  /** The state of a call that begins now. */
  OriginPolicies of(Safeguards safeguards, Url url, long now) {
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

  /** The one that the caller still has a handle to, or a new one. */
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
    state
        .breaker()
        .ifPresent(breaker -> breaker
            .onChange(new Anchor(state))
            .onChange((changed, from, to, why) -> CallLog.breakerChanged(name, from, to, why)));
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

  /** First the handle is kept, then the state is forgotten: a call in between finds one of them. */
  private boolean forgets(Used used) {
    if (!used.state.atRest()) {
      return false;
    }
    handles.put(used.key, new Handle(used.key, used.state, dropped));
    return true;
  }

  /** Those there are at the moment. */
  List<OriginPolicies> all() {
    return states.values().stream().map(used -> used.state).toList();
  }
}
