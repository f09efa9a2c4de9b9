/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.apache.RequestOutput;
import dev.holdfast.http.apache.RequestWriter;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The sending half of an exchange of HTTP/1.1. */
final class Http1Request implements BodySource.Outcome {

  private final EventLoop loop;
  private final Link link;
  private final TransportRequest request;
  private final Blame blame;
  private final Events events;
  private final BodyPipe pipe;
  private final Queue<ByteBuffer> unsent = new ArrayDeque<>(2);
  private final long writtenBefore;
  private boolean begun;
  private boolean whole;
  private boolean over;
  private boolean blocked;
  private long blockedSince;
  private @Nullable Continuation awaitingContinue;

  private record Continuation(Timer timer, Runnable writeBody) {}

  /** Told on the loop how sending goes. */
  interface Events {

    /** Whether the first byte may leave now; if not, the exchange has failed. */
    boolean mayBegin();

    /** The last byte has been taken by the kernel. */
    void sent();

    /** The peer takes no more at the moment, or does again. */
    void blocked(boolean now);

    /** The connection takes no more. */
    void broken(IOException cause);

    /** The body is at fault. */
    void failed(TransportException failure);
  }

  Http1Request(EventLoop loop, Link link, TransportRequest request, Blame blame, Events events) {
    this.loop = loop;
    this.link = link;
    this.writtenBefore = link.written();
    this.request = request;
    this.blame = blame;
    this.events = events;
    this.pipe = new BodyPipe(loop, this::enqueue);
  }

  void start(Executor workers) {
    // Not a field: its buffer would stay as long as the exchange does.
    RequestOutput output = new RequestOutput(pipe);
    RequestWriter writer = new RequestWriter(request, output, blame, pipe::used);
    BodySource source = new BodySource(loop, workers, writer, output);
    try {
      writer.writeHead();
      if (request.body() == Body.none()) {
        output.flush();
        written();
      } else if (writer.expectsContinue()) {
        output.flush();
        Timer timer = loop.schedule(RequestWriter.CONTINUE_NANOS, this::goOn);
        awaitingContinue = new Continuation(timer, () -> source.write(request.body(), this));
      } else {
        source.write(request.body(), this);
      }
    } catch (IOException failure) {
      failed(failure);
    }
  }

  /** Whether the body waits for the peer's consent. */
  boolean awaitsContinue() {
    return awaitingContinue != null;
  }

  /** The peer consents, or was asked long enough. */
  void goOn() {
    Continuation next = awaitingContinue;
    if (next != null) {
      awaitingContinue = null;
      loop.cancel(next.timer());
      next.writeBody().run();
    }
  }

  /** Sends no more. */
  void stop(IOException cause) {
    over = true;
    blocked = false;
    unsent.clear();
    pipe.fail(cause);
    if (awaitingContinue != null) {
      loop.cancel(awaitingContinue.timer());
      awaitingContinue = null;
    }
  }

  boolean wroteAnything() {
    return link.written() != writtenBefore;
  }

  /** Whether the peer takes no more at the moment. */
  boolean blocked() {
    return blocked;
  }

  /** Whether the source of the body keeps us from sending. */
  boolean awaitsSource() {
    return !over && !blocked && !whole && unsent.isEmpty() && awaitingContinue == null;
  }

  /** Nanoseconds for which the peer has taken nothing; 0 if there is nothing to take. */
  long silence() {
    return blocked ? System.nanoTime() - Math.max(blockedSince, link.lastWrite()) : 0;
  }

  /** Sends what it can. */
  void flush() {
    if (!begun && !over && !unsent.isEmpty()) {
      begun = true;
      if (!events.mayBegin()) {
        return;
      }
    }
    try {
      while (!over && !unsent.isEmpty()) {
        ByteBuffer next = unsent.element();
        link.write(next);
        if (next.hasRemaining()) {
          block();
          return;
        }
        unsent.remove();
        pipe.sent();
      }
    } catch (IOException broken) {
      stop(broken);
      events.broken(broken);
      return;
    }
    if (over) {
      return;
    }
    if (blocked) {
      blocked = false;
      events.blocked(false);
    }
    if (whole) {
      over = true;
      events.sent();
    }
  }

  private void block() {
    if (!blocked) {
      blocked = true;
      blockedSince = System.nanoTime();
      events.blocked(true);
    }
  }

  private void enqueue(ByteBuffer bytes) {
    if (!over) {
      unsent.add(bytes);
      if (!blocked) {
        flush();
      }
    }
  }

  @Override
  public void written() {
    whole = true;
    flush();
  }

  @Override
  public void failed(Throwable failure) {
    if (!over) {
      TransportException told = failure instanceof TransportException known
          ? known
          : blame.invalidBody(
              pipe.used() ? Sent.MAYBE : Sent.NO,
              "the request body could not be read: " + failure,
              failure);
      events.failed(told);
    }
  }
}
