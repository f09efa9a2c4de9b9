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
 * Streamed responses that are open. Each holds a connection, which is taken back from responses that
 * were not closed: when the garbage collector has found them, or half a second after their deadline,
 * whichever is first. A warning then names the line that opened the response. Collected responses are
 * looked for when an attempt begins, since it needs a connection; deadlines have timers on the clock
 * of the session. A caller who still reads at the deadline has got an exception by then.
 */
final class OpenStreams {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  /** The time from the deadline, at which reads fail, until the connection is taken back. */
  private static final long GRACE_NANOS = 500_000_000;

  /** The longest time that closing a response early may take. */
  private static final long DRAIN_NANOS = 100_000_000;

  private static final Scheduled NONE = () -> {};

  private final TimeSource time;
  private final ReferenceQueue<StreamedResponse> collected = new ReferenceQueue<>();
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();

  OpenStreams(TimeSource time) {
    this.time = time;
  }

  /** Registers a response. The caller of {@link Session} is named in the warning. */
  Lease register(StreamedResponse response, TransportResponse connection, Deadline deadline) {
    Lease lease = new Lease(response, connection, deadline);
    open.add(lease);
    lease.arm();
    return lease;
  }

  /** Takes back the connections of responses that were collected. Cheap if there are none. */
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

    /* The decoder is not closed here: a thread may be using it, and its memory is collected. */
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
