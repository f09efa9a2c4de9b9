/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Decides which name look-up may run. A look-up that hangs holds a thread for an unknown time, so
 * the threads are shared fairly: the names of one zone get at most a quarter of them, the names
 * below one top-level domain at most half, and the last quarter goes only to zones in which nothing
 * hangs. Zones take turns. Guarded by the resolver's lock.
 */
public final class LookupQueue {

  /** The most threads in all. */
  public static final int MOST = 64;

  private static final int MOST_OF_ZONE = MOST / 4;
  private static final int MOST_OF_TOP_LEVEL = MOST / 2;
  private static final int RESERVE = MOST / 4;

  /** The time after which a look-up counts as hanging. */
  private static final long HANGS_NANOS = 1_000_000_000;

  private final Map<String, Zone> zones = new HashMap<>();
  /** The zones with a pending look-up that the zone's own limit allows. */
  private final Set<Zone> ready = new LinkedHashSet<>();

  private int running;

  /** Names with the same parent. */
  private static final class Zone {
    final String name;
    final int most;
    final Deque<Lookup> waiting = new ArrayDeque<>(2);
    /** The running look-ups, in the order in which they began. */
    final Set<Lookup> running = new LinkedHashSet<>();

    Zone(String name) {
      this.name = name;
      this.most = name.indexOf('.') < 0 ? MOST_OF_TOP_LEVEL : MOST_OF_ZONE;
    }

    boolean hangs(long now) {
      return !running.isEmpty() && running.iterator().next().runs(now) > HANGS_NANOS;
    }
  }

  /** Adds a look-up that waits for a thread. */
  void add(Lookup lookup) {
    Zone zone = zones.computeIfAbsent(zone(lookup.host()), Zone::new);
    zone.waiting.add(lookup);
    update(zone);
  }

  /** Takes the next look-up that may run, which counts as running from now on. Null if none may. */
  @Nullable Lookup next(long now) {
    boolean scarce = running >= MOST - RESERVE;
    if (running >= MOST) {
      return null;
    }
    for (Iterator<Zone> turn = ready.iterator(); turn.hasNext(); ) {
      Zone zone = turn.next();
      if (!scarce || !zone.hangs(now)) {
        turn.remove();
        Lookup lookup = zone.waiting.removeFirst();
        lookup.begins(now);
        zone.running.add(lookup);
        running++;
        update(zone);
        return lookup;
      }
    }
    return null;
  }

  /** Removes a pending look-up. Returns false if it runs, or has ended. */
  boolean remove(Lookup lookup) {
    Zone zone = zones.get(zone(lookup.host()));
    if (zone == null || !zone.waiting.remove(lookup)) {
      return false;
    }
    update(zone);
    return true;
  }

  /** Records that the look-up has released its thread. */
  void finished(Lookup lookup) {
    Zone zone = zones.get(zone(lookup.host()));
    if (zone != null && zone.running.remove(lookup)) {
      running--;
      update(zone);
    }
  }

  private void update(Zone zone) {
    if (!zone.waiting.isEmpty() && zone.running.size() < zone.most) {
      ready.add(zone);
    } else {
      ready.remove(zone);
    }
    if (zone.waiting.isEmpty() && zone.running.isEmpty()) {
      zones.remove(zone.name);
    }
  }

  /** Returns the parent of a name. */
  private static String zone(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.substring(name.indexOf('.') + 1);
  }
}
