/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.transport.Dns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One running name look-up, shared by every attempt that needs the name meanwhile. */
final class Lookup extends FutureTask<List<InetAddress>> {

  private final String host;

  private final List<Runnable> listeners = new ArrayList<>(1);
  private boolean over;

  /** The number of attempts that wait for it. Guarded by the resolver's lock. */
  private int waiters;

  private volatile boolean begun;
  private volatile long begunAt;

  Lookup(String host, Dns dns) {
    super(() -> addresses(host, dns));
    this.host = host;
  }

  String host() {
    return host;
  }

  /** Records that it has a thread. */
  void begins(long now) {
    begunAt = now;
    begun = true;
  }

  /** Whether it still waits for a thread. */
  boolean queued() {
    return !begun && !isDone();
  }

  /** Returns how long it has run. */
  long runs(long now) {
    return now - begunAt;
  }

  /** Returns the result; null if it has failed, or was cancelled. */
  @Nullable List<InetAddress> found() {
    try {
      return isDone() ? get() : null;
    } catch (InterruptedException | ExecutionException | CancellationException none) {
      return null;
    }
  }

  /** Fails the look-up, because there is no thread for it. */
  void noThread(Throwable why) {
    setException(why);
  }

  void join() {
    waiters++;
  }

  /** Removes a waiter. Returns true if it was the last. */
  boolean leave() {
    waiters--;
    return waiters == 0;
  }

  /** Runs the listener when the look-up has ended: on its thread, or at once. */
  void whenDone(Runnable listener) {
    synchronized (listeners) {
      if (!over) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  @Override
  protected void done() {
    synchronized (listeners) {
      over = true;
    }
    listeners.forEach(Runnable::run);
  }

  /** Runs on a thread that may hang in the resolver of the operating system. */
  private static List<InetAddress> addresses(String host, Dns dns) throws UnknownHostException {
    List<InetAddress> addresses = List.copyOf(dns.resolve(host));
    if (addresses.isEmpty()) {
      throw new UnknownHostException("no address");
    }
    return addresses;
  }
}
