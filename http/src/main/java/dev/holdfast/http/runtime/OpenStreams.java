/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.runtime;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The streamed responses that are open. Each holds a connection, which is reclaimed from a response
 * that was not closed: when the garbage collector has found it, or half a second after its
 * deadline, whichever is first. A warning then names the line that opened the response. Collected
 * responses are looked for when an attempt begins, because it needs a connection. Deadlines have
 * timers on the clock of the session. A caller who still reads at the deadline gets an exception
 * before.
 */
public final class OpenStreams {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  /** The time from the deadline, when reads fail, until the connection is reclaimed. */
  private static final long GRACE_NANOS = 500_000_000;

  /** The longest time that closing a response early may take. */
  private static final long DRAIN_NANOS = 100_000_000;

  private static final Scheduled NONE = () -> {};

  private final TimeSource time;
  private final long drainBytes;
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();

  /**
   * Creates the set for one session.
   *
   * @param drainBytes how much of a body may be read so that its connection can be used again
   */
  public OpenStreams(TimeSource time, long drainBytes) {
    this.time = time;
    this.drainBytes = drainBytes;
  }

  /**
   * Registers a response. The line that called the session is named in the warning.
   *
   * @param response the object that the caller reads and has to close
   * @param url of the response, secrets masked
   */
  public Lease register(
      Object response, String url, TransportResponse connection, Deadline deadline) {
    Lease lease = new Lease(response, url, connection, deadline);
    open.add(lease);
    lease.arm();
    return lease;
  }

  /** Reclaims the connections of responses that were collected. Cheap if there are none. */
  public void sweep() {
    if (open.isEmpty()) {
      return;
    }
    for (Reference<?> found = collected.poll(); found != null; found = collected.poll()) {
      if (found instanceof Lease lease) {
        lease.reclaim("was dropped without being closed");
      }
    }
  }

  /** The connection of one response, returned exactly once. */
  public final class Lease extends WeakReference<Object> {

    private final TransportResponse connection;
    private final Deadline deadline;
    private final String url;
    private final Optional<StackWalker.StackFrame> openedBy = CallSite.present();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile Scheduled timer = NONE;

    private Lease(Object response, String url, TransportResponse connection, Deadline deadline) {
      super(response, collected);
      this.connection = connection;
      this.deadline = deadline;
      this.url = url;
    }

    /**
     * Releases the connection: the body was read to its end, or the caller has closed the response.
     */
    public void release() {
      if (takeBack()) {
        connection.discard(drainBytes, DRAIN_NANOS);
      }
    }

    private void arm() {
      if (!deadline.isNone()) {
        timer = time.schedule(
            Nanos.add(Math.max(0, deadline.remainingNanos()), GRACE_NANOS),
            () -> reclaim("was not closed although its deadline has passed"));
        if (released.get()) {
          timer.cancel();
        }
      }
    }

    /** The decoder is not closed here: a thread may be using it, and its memory is collected. */
    private void reclaim(String why) {
      if (takeBack()) {
        connection.close();
        LOGGER.log(
            System.Logger.Level.WARNING,
            () -> "a streamed response from " + url + " " + why + "; its connection was taken back"
                + " (opened at " + CallSite.text(openedBy)
                + "; close it, best by try-with-resources)");
      }
    }

    private boolean takeBack() {
      open.remove(this);
      timer.cancel();
      return released.compareAndSet(false, true);
    }
  }
}
