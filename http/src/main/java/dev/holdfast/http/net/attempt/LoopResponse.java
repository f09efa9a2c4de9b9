/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.body.AheadSubscriber;
import dev.holdfast.http.body.PassingSubscriber;
import dev.holdfast.http.body.ReadToEnd;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.loop.EventLoop;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * The event loop passes the head, bytes of the body and the end to the thread of a blocking call.
 * Waking a thread costs more than producing the data. So the body of an HTTP/2 stream is requested
 * ahead, as soon as its head has arrived, and the thread is woken at the end of the loop's round: it
 * finds a short response whole, and the pieces of a long one joined. A thread that needs the whole
 * body is woken for large parts only. The thread signals the loop only when it has to wait, or when
 * it has read half of what stopped the loop from requesting more.
 */

/** A response that arrives on the event loop, for a thread that waits for it. */
final class LoopResponse extends ReadResponse
    implements AheadSubscriber, PassingSubscriber, ReadToEnd {

  /** The bytes that the thread has not read, above which no more are requested. */
  private static final int MOST_AHEAD = 64 * 1024;

  /** The bytes that are worth a wake-up, and at which the loop requests more again. */
  private static final int ENOUGH_AHEAD = MOST_AHEAD / 2;

  private final EventLoop loop;
  private final AsynchronousAttempt attempt;
  private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();

  private final JoinedPieces pieces = new JoinedPieces(this::hand);

  /** The bytes of the body that were received and not read by the thread. */
  private final AtomicInteger ahead = new AtomicInteger();

  /** Whether the thread is woken only when much of the body is ahead, or its end. */
  private volatile boolean patient;

  /** Whether the loop requests no more, because enough is ahead. */
  private volatile boolean paused;

  /** The thread of the call while it waits. */
  private volatile @Nullable Thread waiting;

  private volatile @Nullable PublishedHead response;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean ended;

  // The fields below belong to the loop.
  private int demand;
  private boolean handsSoon;

  // The fields below belong to the thread of the call.
  private ByteBuffer current = ByteBuffer.allocate(0);
  private @Nullable Signal end;

  /** The head, bytes of the body, or the end: of the body if without failure. */
  private record Signal(
      @Nullable PublishedHead head,
      @Nullable ByteBuffer data,
      @Nullable Throwable failure) {}

  /** @param attempt the attempt, which has not begun */
  LoopResponse(EventLoop loop, AsynchronousAttempt attempt) {
    this.loop = loop;
    this.attempt = attempt;
    attempt.whenAnswered(this::answered);
  }

  /** Stores the head or the failure. On the loop. */
  private void answered(@Nullable PublishedHead head, @Nullable Throwable failure) {
    response = head;
    put(new Signal(head, null, failure));
    if (head != null && attempt.marksEnds()) {
      head.body().subscribe(this);
    }
  }

  /** Waits for the head. */
  LoopResponse await() throws TransportException {
    try {
      Signal first = take();
      if (first.head() != null) {
        return this;
      }
      throw known(first.failure());
    } catch (InterruptedException e) {
      throw interrupted(Sent.MAYBE, e);
    }
  }

  private static TransportException known(@Nullable Throwable failure) {
    if (failure instanceof TransportException expected) {
      return expected;
    }
    throw new IllegalStateException("the transport failed in a way it must not", failure);
  }

  private TransportException interrupted(Sent sent, InterruptedException by) {
    Thread.currentThread().interrupt();
    attempt.cancel();
    return TransportException.of(FailureKind.CANCELLED, sent, "the thread was interrupted", by);
  }

  private void put(Signal signal) {
    signals.add(signal);
    Thread sleeper = waiting;
    if (sleeper != null) {
      waiting = null;
      loop.wake(sleeper);
    }
  }

  private Signal take() throws InterruptedException {
    Signal next = signals.poll();
    if (next != null) {
      return next;
    }
    waiting = Thread.currentThread();
    ask();
    try {
      while ((next = signals.poll()) == null) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        // The thread was removed to be woken, possibly for a signal that it had already found.
        waiting = Thread.currentThread();
      }
      return next;
    } finally {
      waiting = null;
    }
  }

  /** Requests the next piece, and tells the loop that this thread waits for it. */
  private void ask() {
    PublishedHead head = response;
    if (subscription != null) {
      loop.execute(this::request);
    } else if (head != null) {
      head.body().subscribe(this);
    }
  }

  /** Requests one more piece. On the loop. */
  private void request() {
    Flow.Subscription from = subscription;
    if (from != null && !ended) {
      paused = false;
      demand++;
      from.request(1);
    }
  }

  @Override
  ResponseHead head() {
    return known().head();
  }

  private PublishedHead known() {
    PublishedHead known = response;
    if (known == null) {
      throw new IllegalStateException("no head yet");
    }
    return known;
  }

  @Override
  public boolean endMarked() {
    return known().endMarked();
  }

  @Override
  public Headers trailers() {
    return attempt.trailers();
  }

  @Override
  boolean wholeRead() {
    return end != null && end.failure() == null;
  }

  @Override
  int readSome(byte[] target, int offset, int length) throws TransportException {
    while (!current.hasRemaining()) {
      if (!advance()) {
        return -1;
      }
    }
    int count = Math.min(length, current.remaining());
    current.get(target, offset, count);
    return count;
  }

  private boolean advance() throws TransportException {
    Signal next = end == null ? next() : end;
    if (next.data() != null) {
      pieces.used(current);
      current = next.data();
      if (ahead.addAndGet(-current.remaining()) <= ENOUGH_AHEAD && paused) {
        paused = false;
        loop.execute(this::request);
      }
      return true;
    }
    end = next;
    if (next.failure() == null) {
      return false;
    }
    throw known(next.failure());
  }

  private Signal next() {
    try {
      return take();
    } catch (InterruptedException e) {
      return new Signal(null, null, interrupted(Sent.ANSWERED, e));
    }
  }

  @Override
  boolean beginDiscard(long maxBytes, long maxNanos) {
    // Cancelling a stream costs less than reading its rest.
    boolean worth = !attempt.marksEnds();
    if (worth) {
      loop.execute(() -> attempt.beginDiscard(maxBytes, maxNanos), attempt);
    }
    return worth;
  }

  @Override
  void giveUp() {
    if (!ended) {
      attempt.cancel();
    }
  }

  @Override
  public boolean waits() {
    return waiting != null;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    request();
  }

  @Override
  public void onNext(ByteBuffer data) {
    demand--;
    ahead.addAndGet(data.remaining());
    pieces.add(data);
    if (!handsSoon) {
      handsSoon = true;
      loop.executeAtEndOfRound(this::handAll);
    }
    requestAhead();
  }

  private void requestAhead() {
    if (!attempt.marksEnds() || demand > 0) {
      return;
    }
    paused = ahead.get() > MOST_AHEAD;
    if (!paused) {
      request();
    }
  }

  private void handAll() {
    handsSoon = false;
    pieces.flush();
  }

  private void hand(ByteBuffer joined) {
    Signal signal = new Signal(null, joined, null);
    if (patient && ahead.get() < ENOUGH_AHEAD) {
      signals.add(signal);
    } else {
      put(signal);
    }
  }

  /** Only where the loop requests more by itself: elsewhere the thread has to be woken for it. */
  @Override
  public void readsToEnd() {
    patient = attempt.marksEnds();
  }

  @Override
  public void onError(Throwable failure) {
    end(failure);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable failure) {
    ended = true;
    pieces.flush();
    put(new Signal(null, null, failure));
  }
}
