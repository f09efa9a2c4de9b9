/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.thread.DaemonThreads;
import java.io.Closeable;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Name look-ups that cannot outlive an attempt.
 *
 * The resolver of the operating system can neither be interrupted nor told a limit: with a silent
 * name server it blocks for ten seconds and more. So look-ups run on daemon threads of our own, and
 * an attempt whose limit comes first walks away. The thread stays behind until the system lets it
 * go; their number is bounded, so when all of them hang, further look-ups fail at once instead of
 * queueing behind them. Attempts that need the same name share one look-up.
 */
public final class Resolver implements Closeable {

  static final int THREADS = 16;

  private static final int IDLE_SECONDS = 10;

  private final Dns dns;
  private final AddressGuard guard;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Lookup> running = new HashMap<>();
  private final Set<Lookup> abandoned = new HashSet<>();
  private final ThreadPoolExecutor threads;

  /** Asks the one for addresses and the other which of them may be used. */
  public Resolver(Dns dns, AddressGuard guard) {
    this(dns, guard, DaemonThreads.named("holdfast-dns"));
  }

  Resolver(Dns dns, AddressGuard guard, ThreadFactory factory) {
    this.dns = dns;
    this.guard = guard;
    this.threads = new ThreadPoolExecutor(
        THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The addresses of a host, within the limits of the attempt.
   *
   * @throws StoppedException if a limit, an interrupt or closing came first
   * @throws TransportException if there is no address
   */
  List<InetAddress> resolve(String host, AttemptClock clock, Abort abort)
      throws StoppedException, TransportException {
    Lookup lookup = join(host);
    try {
      abort.guard(() -> lookup.cancel(false));
      return await(lookup, clock);
    } catch (ExecutionException failed) {
      throw failure(host, String.valueOf(failed.getCause()), failed.getCause());
    } catch (CancellationException closed) {
      throw new StoppedException(Stop.CLOSED);
    } finally {
      leave(lookup);
    }
  }

  /**
   * Begins a look-up for somebody who does not wait on its thread, and joins one under way.
   *
   * @param whenDone run on the look-up's thread, or at once
   * @throws TransportException if none may be added
   */
  public Pending begin(String host, Runnable whenDone) throws TransportException {
    Pending pending = new Pending(join(host));
    pending.lookup.whenDone(whenDone);
    return pending;
  }

  /**
   * Those addresses of a host, looked up or spelled out, that may be connected to.
   *
   * @throws TransportException if there is none
   */
  public List<InetAddress> allowed(String host, List<InetAddress> addresses)
      throws TransportException {
    return guard.allowed(host, addresses);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** One attempt's interest in a look-up. */
  public final class Pending implements Closeable {

    private final Lookup lookup;

    private Pending(Lookup lookup) {
      this.lookup = lookup;
    }

    /**
     * The addresses, once the look-up is done.
     *
     * @throws TransportException if there is none
     */
    public List<InetAddress> addresses() throws TransportException {
      try {
        return lookup.get(0, TimeUnit.NANOSECONDS);
      } catch (ExecutionException failed) {
        throw failure(lookup.host(), String.valueOf(failed.getCause()), failed.getCause());
      } catch (InterruptedException | TimeoutException | CancellationException notDone) {
        throw failure(lookup.host(), "given up", notDone);
      }
    }

    /** The attempt needs it no more. */
    @Override
    public void close() {
      leave(lookup);
    }
  }

  private static List<InetAddress> await(Lookup lookup, AttemptClock clock)
      throws StoppedException, ExecutionException {
    try {
      return lookup.get(Math.max(0, clock.left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException over) {
      throw new StoppedException(clock.expired(Stop.CONNECT));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoppedException(Stop.INTERRUPTED);
    }
  }

  private Lookup join(String host) throws TransportException {
    lock.lock();
    try {
      Lookup lookup = running.get(host);
      if (lookup == null || lookup.isDone()) {
        lookup = start(host);
      }
      abandoned.remove(lookup);
      lookup.join();
      return lookup;
    } finally {
      lock.unlock();
    }
  }

  private Lookup start(String host) throws TransportException {
    abandoned.removeIf(Lookup::isDone);
    if (abandoned.size() >= THREADS) {
      throw failure(host, THREADS + " earlier look-ups still hang, none may be added", null);
    }
    Lookup lookup = new Lookup(host, dns);
    try {
      threads.execute(lookup);
    } catch (OutOfMemoryError noThread) {
      throw failure(host, "no thread for it: " + noThread.getMessage(), noThread);
    }
    running.put(host, lookup);
    return lookup;
  }

  private void leave(Lookup lookup) {
    lock.lock();
    try {
      if (!lookup.leave()) {
        return;
      }
      if (lookup.isDone() || threads.remove(lookup)) {
        running.remove(lookup.host(), lookup);
      } else {
        abandoned.add(lookup);
      }
    } finally {
      lock.unlock();
    }
  }

  private static TransportException failure(String host, String reason, @Nullable Throwable cause) {
    return TransportException.of(
        Category.DNS_FAILURE, Sent.NO, "name look-up of " + host + " failed: " + reason, cause);
  }
}
