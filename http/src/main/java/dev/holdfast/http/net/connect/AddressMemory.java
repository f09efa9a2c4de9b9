/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the addresses of a name that failed lately, so that the next connection begins with
 * others. Keeps the newest thousand, for half a minute each. A wrong entry costs little, because an
 * address that failed is still tried when the others fail too. Thread-safe.
 */
public final class AddressMemory {

  private static final int MOST = 1_000;
  private static final long LIFE_NANOS = 30_000_000_000L;

  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Long> failed = new LinkedHashMap<>();

  private record Key(String host, SocketAddress address) {}

  /** @param clock the monotonic clock, in nanoseconds */
  public AddressMemory(LongSupplier clock) {
    this.clock = clock;
  }

  /** Records that the address refused, was silent, or ended the connection before it responded. */
  public void failed(String host, SocketAddress address) {
    lock.lock();
    try {
      Key key = new Key(host, address);
      failed.remove(key);
      failed.put(key, clock.getAsLong());
      if (failed.size() > MOST) {
        failed.remove(failed.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Records that the address responded. */
  public void worked(String host, SocketAddress address) {
    lock.lock();
    try {
      if (!failed.isEmpty()) {
        failed.remove(new Key(host, address));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the addresses in the order in which to try them: first those without a recent failure,
   * with alternating families; then the one to avoid; then those that failed, the earliest failure
   * first.
   *
   * @param avoid an address in the form of {@link #text}; empty for none
   */
  public List<SocketAddress> order(
      String host, int port, List<InetAddress> addresses, String avoid) {
    List<SocketAddress> good = new ArrayList<>(addresses.size());
    List<SocketAddress> avoided = new ArrayList<>(1);
    Map<SocketAddress, Long> bad = new LinkedHashMap<>();
    for (InetAddress address : AddressOrder.interleaved(addresses)) {
      InetSocketAddress target = new InetSocketAddress(address, port);
      Long since = failure(host, target);
      if (since != null) {
        bad.put(target, since);
      } else if (!avoid.isEmpty() && avoid.equals(text(target))) {
        avoided.add(target);
      } else {
        good.add(target);
      }
    }
    good.addAll(avoided);
    bad.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(at -> at - clock.getAsLong())))
        .forEach(entry -> good.add(entry.getKey()));
    return good;
  }

  /** Whether there is another address without a recent failure. */
  boolean hasOther(String host, int port, List<InetAddress> addresses, String avoid) {
    for (InetAddress address : addresses) {
      InetSocketAddress target = new InetSocketAddress(address, port);
      if (!avoid.equals(text(target)) && failure(host, target) == null) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Long failure(String host, SocketAddress address) {
    lock.lock();
    try {
      if (failed.isEmpty()) {
        return null;
      }
      Key key = new Key(host, address);
      Long since = failed.get(key);
      if (since != null && clock.getAsLong() - since > LIFE_NANOS) {
        failed.remove(key);
        return null;
      }
      return since;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the text of an address for listeners. */
  public static String text(SocketAddress address) {
    String text = address.toString();
    // Java puts a slash before addresses that have no name.
    return address instanceof InetSocketAddress && text.startsWith("/") ? text.substring(1) : text;
  }
}
