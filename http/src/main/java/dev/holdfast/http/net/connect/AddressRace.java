/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which address to try when ("Happy Eyeballs", RFC 8305). Address families take turns. The
 * next address is tried 250 ms after the last one, or at once when one has failed; earlier ones
 * continue meanwhile. The driver makes the connections.
 */
public final class AddressRace {

  /** The connection attempt delay that RFC 8305 section 5 recommends. */
  private static final long STAGGER_NANOS = 250_000_000;

  private final String host;
  private final AddressMemory memory;
  private final Deque<SocketAddress> waiting;
  /** The addresses that were started and have not failed, with their start times. */
  private final Map<SocketAddress, Long> started = new LinkedHashMap<>(4);

  private final List<String> failures = new ArrayList<>(2);
  private int pending;
  private long lastStart;
  private boolean nextAtOnce = true;
  private boolean allRefused = true;
  private @Nullable IOException firstFailure;

  /**
   * Creates a race between the addresses of that host, at least one.
   *
   * @param order the order in which to try them
   * @param memory records which of them failed
   */
  public AddressRace(String host, List<SocketAddress> order, AddressMemory memory) {
    this.host = host;
    this.memory = memory;
    this.waiting = new ArrayDeque<>(order);
  }

  /** Returns the address to start now, or null: none is left, or it is too early. */
  public @Nullable SocketAddress next(long now) {
    if (waiting.isEmpty() || untilNext(now) > 0) {
      return null;
    }
    nextAtOnce = false;
    lastStart = now;
    pending++;
    SocketAddress address = waiting.removeFirst();
    started.put(address, now);
    return address;
  }

  /**
   * Returns the nanoseconds until the next address may start, {@link Long#MAX_VALUE} if none is
   * left.
   */
  public long untilNext(long now) {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return nextAtOnce || pending == 0 ? 0 : Math.max(0, STAGGER_NANOS - (now - lastStart));
  }

  /** Records that a started address has failed, so that the next starts at once. */
  public void failed(SocketAddress address, Exception failure) {
    pending--;
    nextAtOnce = true;
    started.remove(address);
    memory.failed(host, address);
    // The kernel's own timeout has the same class, but is far longer than ours. Its text is in the
    // language of the machine's C library, so it is not compared.
    allRefused &= failure instanceof ConnectException;
    failures.add(place(address) + ": " + words(failure));
    if (firstFailure == null) {
      firstFailure = failure instanceof IOException io ? io : new IOException(failure);
    }
  }

  private static String words(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String place(SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress()
        : address.toString();
  }

  /**
   * Ends the race. An address that had its time and did not respond counts as failed: the next race
   * begins with others.
   */
  public void over(@Nullable SocketAddress winner, long now) {
    started.forEach((address, start) -> {
      if (!address.equals(winner) && now - start >= STAGGER_NANOS) {
        memory.failed(host, address);
      }
    });
    started.clear();
  }

  /** Whether every address has failed. */
  public boolean lost() {
    return pending == 0 && waiting.isEmpty();
  }

  /** Returns the failure of a race in which every address has failed. */
  public TransportException failure() {
    FailureKind category = allRefused ? FailureKind.CONNECT_REFUSED : FailureKind.CONNECT_ERROR;
    int shown = Math.min(failures.size(), 4);
    String more = failures.size() > shown ? " and " + (failures.size() - shown) + " more" : "";
    return TransportException.of(
        category, Sent.NO, String.join("; ", failures.subList(0, shown)) + more, firstFailure);
  }
}
