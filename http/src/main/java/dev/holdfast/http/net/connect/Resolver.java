/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.thread.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Name look-ups that never delay an attempt beyond its limits. The resolver of the operating system
 * can neither be interrupted nor bounded: with a silent name server it blocks for ten seconds and
 * more. So look-ups run on daemon threads of Holdfast's own, and an attempt whose limit comes first
 * stops waiting. The thread continues until the system returns. The number of threads is bounded,
 * and LookupQueue shares them fairly. A look-up without a thread waits for one within the connect
 * timeout. Attempts that need the same name share one look-up. A name that was known lately does
 * not depend on its look-up: if that hangs or finds no thread, the addresses of the last one are
 * used.
 */
public final class Resolver implements Closeable {

  private static final int IDLE_SECONDS = 10;

  /**
   * Spare threads for those that have finished and are not yet back, so that a look-up never meets
   * a full pool.
   */
  private static final int SPARE_THREADS = 16;

  /** The wait for a look-up when the last known addresses could be used. */
  private static final long PATIENCE_NANOS = 500_000_000;

  private final Dns dns;
  private final AddressGuard guard;
  private final AddressMemory memory = new AddressMemory(System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Lookup> running = new HashMap<>();
  private final LookupQueue queue = new LookupQueue();
  private final LastAnswers answers = new LastAnswers();
  private final ThreadPoolExecutor threads;

  /** Creates a resolver that gets addresses from the one, and filters them with the other. */
  public Resolver(Dns dns, AddressGuard guard) {
    this(dns, guard, DaemonThreads.named("holdfast-dns"));
  }

  public Resolver(Dns dns, AddressGuard guard, ThreadFactory factory) {
    this.dns = dns;
    this.guard = guard;
    this.threads = new ThreadPoolExecutor(
        0,
        LookupQueue.MOST + SPARE_THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        factory);
  }

  /**
   * Begins a look-up for an attempt that does not wait on its thread, or joins one that runs.
   *
   * @param whenDone runs on the look-up's thread, or at once
   */
  public Pending begin(String host, Runnable whenDone) {
    Pending pending = new Pending(join(host));
    pending.lookup.whenDone(whenDone);
    return pending;
  }

  /**
   * Returns those addresses of a host, looked up or literal, that may be connected to.
   *
   * @throws TransportException if there is none
   */
  public List<InetAddress> allowed(String host, List<InetAddress> addresses)
      throws TransportException {
    return guard.allowed(host, addresses);
  }

  /** Returns the memory of addresses that failed lately. */
  public AddressMemory memory() {
    return memory;
  }

  /** Whether only some addresses may be connected to. */
  boolean guarded() {
    return guard != AddressGuard.none();
  }

  /**
   * Whether the next host of an origin, its own or a proxy's, is known to have another usable
   * address.
   */
  public boolean knowsOther(Origin origin, String address) {
    String host = origin.nextHost();
    List<InetAddress> last = origin.route().unixSocket().isPresent() ? null : lastAnswer(host);
    try {
      return last != null
          && memory.hasOther(
              host, origin.nextPort(), origin.proxied() ? last : allowed(host, last), address);
    } catch (TransportException noneAllowed) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The interest of one attempt in a look-up. */
  public final class Pending implements Closeable {

    private final Lookup lookup;

    private Pending(Lookup lookup) {
      this.lookup = lookup;
    }

    /**
     * Returns the addresses after the end of the look-up.
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

    /** Returns the last known addresses of the name; null if there are none. */
    public @Nullable List<InetAddress> lastAnswer() {
      return Resolver.this.lastAnswer(lookup.host());
    }

    /** Returns how long to wait before the last known addresses are used, in nanoseconds. */
    public long patience() {
      return lookup.queued() ? 0 : PATIENCE_NANOS;
    }

    /** Returns why it took too long, if no thread was free for it; else null. */
    public @Nullable TransportException crowdedOut() {
      return lookup.queued() ? Resolver.crowdedOut(lookup.host()) : null;
    }

    /** Ends the interest of the attempt. */
    @Override
    public void close() {
      leave(lookup);
    }
  }

  private @Nullable List<InetAddress> lastAnswer(String host) {
    lock.lock();
    try {
      return answers.get(host, System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private Lookup join(String host) {
    lock.lock();
    try {
      Lookup lookup = running.get(host);
      if (lookup == null || lookup.isDone()) {
        lookup = new Lookup(host, dns);
        running.put(host, lookup);
        queue.add(lookup);
        startNext();
      }
      lookup.join();
      return lookup;
    } finally {
      lock.unlock();
    }
  }

  /** Starts the look-ups that may run now. With the lock. */
  private void startNext() {
    for (Lookup next = queue.next(System.nanoTime());
        next != null;
        next = queue.next(System.nanoTime())) {
      start(next);
    }
  }

  private void start(Lookup lookup) {
    try {
      threads.execute(() -> run(lookup));
    } catch (OutOfMemoryError | RejectedExecutionException none) {
      queue.finished(lookup);
      lookup.noThread(new IOException("no thread for it: " + none.getMessage(), none));
    }
  }

  private void run(Lookup lookup) {
    try {
      lookup.run();
    } finally {
      lock.lock();
      try {
        List<InetAddress> found = lookup.found();
        if (found != null) {
          answers.put(lookup.host(), found, System.nanoTime());
        }
        queue.finished(lookup);
        startNext();
      } finally {
        lock.unlock();
      }
    }
  }

  private void leave(Lookup lookup) {
    lock.lock();
    try {
      if (lookup.leave() && (lookup.isDone() || queue.remove(lookup))) {
        running.remove(lookup.host(), lookup);
      }
    } finally {
      lock.unlock();
    }
  }

  private static TransportException failure(String host, String reason, @Nullable Throwable cause) {
    return TransportException.of(
        FailureKind.DNS_FAILURE,
        Sent.NO,
        "name look-up of " + host + " failed: " + Secrets.maskText(reason),
        cause);
  }

  private static TransportException crowdedOut(String host) {
    return TransportException.of(
            FailureKind.DNS_QUEUE_TIMEOUT,
            Sent.NO,
            "name look-up of " + host + " found no free thread before the connect timeout:"
                + " earlier look-ups hang",
            null)
        .asOwnLimit();
  }
}
