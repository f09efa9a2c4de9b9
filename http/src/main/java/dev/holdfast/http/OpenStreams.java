/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/*
 * Responses that are being streamed, and what becomes of those that nobody closes.
 *
 * Each holds a connection. One that was forgotten gives it back when the garbage collector has
 * found it or some time after its deadline, whichever is first, and a warning names the line that
 * opened it. Both are looked for when an attempt begins, since that is when a connection is needed,
 * and so take no thread. Deadlines are looked at once a second at most, and a response is given up
 * the second time it is found late: whoever still reads from it has been told by then.
 */
final class OpenStreams {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");
  private static final long SECOND = 1_000_000_000;

  /** A caller who closes a response early should hardly notice. */
  private static final long DRAIN_NANOS = 100_000_000;

  private final TimeSource time;
  private final ReferenceQueue<StreamedResponse> collected = new ReferenceQueue<>();
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong lookedAt;

  OpenStreams(TimeSource time) {
    this.time = time;
    this.lookedAt = new AtomicLong(time.nanoTime());
  }

  /** Watches a response from now on; called below {@link Session}, whose caller is to blame. */
  Lease watch(StreamedResponse response, TransportResponse connection, Deadline deadline) {
    Lease lease = new Lease(response, connection, deadline);
    open.add(lease);
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
    long now = time.nanoTime();
    long last = lookedAt.get();
    if (now - last >= SECOND && lookedAt.compareAndSet(last, now)) {
      open.forEach(Lease::reclaimIfLate);
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
    private boolean foundLate;

    private Lease(StreamedResponse response, TransportResponse connection, Deadline deadline) {
      super(response, collected);
      this.connection = connection;
      this.deadline = deadline;
      this.url = response.url().masked();
    }

    /** The body was read to its end, or the caller has closed the response. */
    void release() {
      if (takeBack()) {
        connection.discard(HttpCall.DISCARD_BYTES, DRAIN_NANOS);
      }
    }

    private void reclaimIfLate() {
      if (foundLate) {
        reclaim("was not closed although its deadline has passed");
      }
      foundLate = deadline.expired();
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
      return released.compareAndSet(false, true);
    }
  }
}
