/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.net.EndReason;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.http1.BodyPublisher;
import dev.holdfast.http.net.http1.Http1Exchange;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.net.loop.CallerLoop;
import dev.holdfast.http.net.loop.Selectors;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * An attempt that the calling thread runs by itself: it runs the attempt's loop until the head or
 * bytes of the body have arrived. At any time at most one thread is in the attempt (`state`): the
 * caller's, or the one that closes the transport while the caller is outside.
 */
final class BlockingAttempt extends Attempt implements CallerLoop.Waiting {

  private static final int UNUSED = 0;
  private static final int IN_USE = 1;

  private final CallerLoop loop;
  private final Consumer<BlockingAttempt> whenOver;
  private final AtomicInteger state = new AtomicInteger(IN_USE);
  private volatile boolean closing;
  private @Nullable ResponseHead head;
  private @Nullable TransportException failure;
  private @Nullable Error fatal;

  /**
   * Creates an attempt with its loop.
   *
   * @param whenOver called when nothing of the attempt is left to be ended
   */
  static BlockingAttempt create(
      Parts parts,
      Selectors selectors,
      TransportRequest request,
      AttemptLimits limits,
      AttemptListener listener,
      Consumer<BlockingAttempt> whenOver) {
    return new BlockingAttempt(
        parts, new CallerLoop(selectors), request, limits, listener, whenOver);
  }

  private BlockingAttempt(
      Parts parts,
      CallerLoop loop,
      TransportRequest request,
      AttemptLimits limits,
      AttemptListener listener,
      Consumer<BlockingAttempt> whenOver) {
    super(parts, loop, request, limits, listener);
    this.loop = loop;
    this.whenOver = whenOver;
    loop.serve(this);
  }

  /** Runs the attempt up to the head of the response, on the calling thread. */
  TransportResponse run() throws TransportException {
    loop.enter();
    try {
      begin();
      while (head == null && !over()) {
        loop.step();
      }
      return new HeldResponse(result(), this);
    } finally {
      leave();
    }
  }

  private void begin() {
    try {
      if (loop.mayWait()) {
        start();
      }
    } catch (RuntimeException | Error unforeseen) {
      broken(unforeseen);
    }
  }

  private ResponseHead result() throws TransportException {
    if (fatal != null) {
      throw fatal;
    }
    if (failure != null) {
      throw failure;
    }
    ResponseHead answer = head;
    if (answer == null) {
      throw new AssertionError("over without a head or a failure");
    }
    return answer;
  }

  /** Reads at least one byte of the body, or returns -1 at its end. */
  int read(byte[] target, int offset, int length) throws TransportException {
    if (!enter()) {
      // Another thread is closing the transport, which ends the attempt.
      throw stopped(EndReason.CLOSED);
    }
    try {
      int count = 0;
      while (count == 0 && !over()) {
        count = readOnce(target, offset, length);
      }
      if (count == 0) {
        result();
        return -1;
      }
      return count;
    } finally {
      leave();
    }
  }

  private int readOnce(byte[] target, int offset, int length) {
    if (!(exchange() instanceof Http1Exchange exchange)) {
      throw new AssertionError("a body without an exchange");
    }
    // A peer that never stops sending must not hold the thread beyond its limits.
    if (!exchange.holdsInput() && !mayGoOn()) {
      return 0;
    }
    try {
      int count = exchange.read(target, offset, length);
      if (count == 0 && exchange.holdsRecords()) {
        mayGoOn();
      } else if (count == 0) {
        loop.step();
      }
      return count;
    } catch (TransportException broken) {
      failed(broken);
      return 0;
    }
  }

  private boolean mayGoOn() {
    if (loop.mayWait() && clock().bounded() && clock().left() <= 0) {
      expired();
    }
    return !over();
  }

  /** Whether the body was read to its end. */
  boolean wholeRead() {
    return over() && failure == null;
  }

  /** Whether reading at most that much of the body can make the connection reusable. */
  boolean worthReading(long maxBytes) {
    HttpExchange current = exchange();
    return !over() && current != null && current.worthReading(maxBytes);
  }

  /** Closes the connection, unless the body was read to its end. */
  void giveUp() {
    if (enter()) {
      try {
        stop(EndReason.CANCELLED);
      } finally {
        leave();
      }
    }
  }

  /** Enters the attempt with the calling thread, unless another one is in it. */
  private boolean enter() {
    if (!state.compareAndSet(UNUSED, IN_USE)) {
      return false;
    }
    loop.enter();
    return true;
  }

  private void leave() {
    if (over()) {
      loop.release();
    }
    loop.leave();
    state.set(UNUSED);
    if (closing && !over()) {
      close();
    }
  }

  /**
   * Makes the thread in the attempt continue and fail, because the transport is closed. Does not
   * wait.
   */
  void wake() {
    closing = true;
    loop.wake();
  }

  /** Ends the connection, after {@link #wake}. */
  void close() {
    if (enter()) {
      try {
        stop(EndReason.CLOSED);
      } finally {
        leave();
      }
      return;
    }
    HttpExchange current = exchange();
    if (current != null) {
      current.abort();
    }
  }

  @Override
  public boolean closing() {
    return closing;
  }

  @Override
  void answered(ResponseHead answer) {
    head = answer;
  }

  @Override
  boolean hasAnswered() {
    return head != null;
  }

  @Override
  void ended(@Nullable TransportException end) {
    failure = end;
    whenOver.accept(this);
  }

  /** A connection that another thread has closed fails in many ways. */
  @Override
  public void failed(TransportException known) {
    if (closing) {
      stop(EndReason.CLOSED);
    } else {
      super.failed(known);
    }
  }

  @Override
  public void broken(Throwable unforeseen) {
    if (unforeseen instanceof Error error && fatal == null) {
      fatal = error;
    }
    if (closing) {
      stop(EndReason.CLOSED);
    } else {
      super.broken(unforeseen);
    }
  }

  @Override
  public void checkLimits() {
    waiting();
  }

  @Override
  public void waiting() {
    if (!over() && (!loop.mayWait() || left() <= 0)) {
      expired();
    }
  }

  /** Limits are checked before every wait. */
  @Override
  void phaseChanged(Phase next) {}

  /** The attempt's own thread reads the body when it needs it. */
  @Override
  public void readable() {}

  @Override
  public BodyPublisher body() {
    throw new IllegalStateException("the body is read by the thread of the call");
  }
}
