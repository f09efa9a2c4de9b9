/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

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

/*
 * Responses that are being streamed, and what becomes of those that nobody closes.
 *
 * Each holds a connection. One that was forgotten gives it back when the garbage collector has
 * found it or half a second after its deadline, whichever is first, and a warning names the line
 * that opened it. What was collected is looked for when an attempt begins, since that is when a
 * connection is needed; a deadline has a timer of the session's clock. A caller who still reads at
 * the deadline has been told by then.
 */
final class OpenStreams {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  /** From the deadline, at which a reader is told, until the connection is taken back. */
  private static final long GRACE_NANOS = 500_000_000;

  /** A caller who closes a response early should hardly notice. */
  private static final long DRAIN_NANOS = 100_000_000;

  private static final Scheduled NONE = () -> {};

  private final TimeSource time;
  private final ReferenceQueue<StreamedResponse> collected = new ReferenceQueue<>();
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();

  OpenStreams(TimeSource time) {
    this.time = time;
  }

  /** Watches a response from now on; called below {@link Session}, whose caller is to blame. */
  Lease watch(StreamedResponse response, TransportResponse connection, Deadline deadline) {
    Lease lease = new Lease(response, connection, deadline);
    open.add(lease);
    lease.arm();
    return lease;
  }

  /** Takes back the connections of those that were forgotten. Cheap when there are none. */
  void sweep() {
    if (open.isEmpty()) {
      return;
    }
    for (Reference<?> found = collected.poll(); found != null; found = collected.poll()) {
      if (found instanceof Lease lease) {
        lease.reclaim("was dropped without being closed");
      }
    }
  }

  /** The line that called the session. */
  private static Optional<StackWalker.StackFrame> caller() {
    String session = Session.class.getName();
    return StackWalker.getInstance()
        .walk(frames -> frames
            .dropWhile(frame -> !frame.getClassName().equals(session))
            .dropWhile(frame -> frame.getClassName().equals(session))
            .findFirst());
  }

  /** The connection of one response, given back exactly once. */
  final class Lease extends WeakReference<StreamedResponse> {

    private final TransportResponse connection;
    private final Deadline deadline;
    private final String url;
    private final Optional<StackWalker.StackFrame> openedBy = caller();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile Scheduled timer = NONE;

    private Lease(StreamedResponse response, TransportResponse connection, Deadline deadline) {
      super(response, collected);
      this.connection = connection;
      this.deadline = deadline;
      this.url = response.url().masked();
    }

    /** The body was read to its end, or the caller has closed the response. */
    void release() {
      if (takeBack()) {
        connection.discard(HttpAttempts.DISCARD_BYTES, DRAIN_NANOS);
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

    /* The decoder is not closed here: somebody might be using it, and its memory is collected. */
    private void reclaim(String why) {
      if (takeBack()) {
        connection.close();
        LOGGER.log(
            System.Logger.Level.WARNING,
            () -> "a streamed response from " + url + " " + why + "; its connection was taken back"
                + " (opened at " + openedBy.map(Object::toString).orElse("an unknown place")
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
