/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.OutputBuffer;
import dev.holdfast.http.net.loop.Timer;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/*
 * The sending half of an HTTP/1.1 exchange. Written bytes go to the kernel at once. If the kernel
 * does not accept them, a copy is queued; on the loop of a blocking call the write waits in place
 * instead. Then the source of the body is delayed, as in a blocking write, while the loop continues
 * with everything else.
 */
final class Http1Request implements BodySource.Outcome, OutputBuffer.Sink, RequestWriter.Progress {

  private final Loop loop;
  private final Channel channel;
  private final Buffers buffers;
  private final TransportRequest request;
  private final AttemptFailures failures;
  private final Events events;
  private final long writtenBefore;
  private @Nullable Queue<ByteBuffer> unsent;
  private @Nullable BodyPipe pipe;
  private boolean begun;
  private boolean whole;
  private boolean over;
  private boolean blocked;
  private long blockedSince;
  private @Nullable IOException cause;
  private @Nullable Continuation awaitingContinue;

  private record Continuation(Timer timer, Runnable writeBody) {}

  /** Called on the loop about the progress of sending. */
  interface Events {

    /** Whether the first byte may be sent now. If not, the exchange has failed. */
    boolean mayBegin();

    /** Whether the attempt may go on. If not, the exchange has failed. */
    boolean mayGoOn();

    /** Called when the kernel has accepted the last byte. */
    void sent();

    /** Called when the peer accepts no more at the moment, or does again. */
    void blocked(boolean now);

    /** Called when the connection accepts no more. */
    void broken(IOException cause);

    /** Called when the body has failed. */
    void failed(TransportException failure);
  }

  Http1Request(
      Loop loop,
      Channel channel,
      TransportRequest request,
      AttemptFailures failures,
      Events events) {
    this.loop = loop;
    this.channel = channel;
    this.buffers = loop.buffers();
    this.writtenBefore = channel.written();
    this.request = request;
    this.failures = failures;
    this.events = events;
  }

  void start(Executor workers) {
    Body body = request.body();
    if (body != Body.none() && !BodySource.inPlace(body, loop)) {
      startPumping(workers);
      return;
    }
    OutputBuffer output = buffers.takeOutput(this);
    RequestWriter writer = new RequestWriter(request, output, failures, this);
    try {
      writer.writeHead();
      if (body != Body.none() && writer.expectsContinue()) {
        output.flush();
        awaitContinue(this::writeInPlace);
      } else if (body != Body.none()) {
        BodySource.write(writer, output, this);
      } else {
        output.flush();
        written();
      }
    } catch (IOException failure) {
      failed(failure);
    } finally {
      buffers.giveBack(output);
    }
  }

  /** Writes the body, after its head was sent. */
  private void writeInPlace() {
    OutputBuffer output = buffers.takeOutput(this);
    try {
      BodySource.write(new RequestWriter(request, output, failures, this), output, this);
    } finally {
      buffers.giveBack(output);
    }
  }

  private void startPumping(Executor workers) {
    BodyPipe pumped = new BodyPipe(loop, this::enqueue);
    pipe = pumped;
    OutputBuffer output = new OutputBuffer(pumped);
    RequestWriter writer = new RequestWriter(request, output, failures, pumped::used);
    try {
      writer.writeHead();
      if (writer.expectsContinue()) {
        output.flush();
        awaitContinue(() -> pump(workers, writer, output));
      } else {
        pump(workers, writer, output);
      }
    } catch (IOException failure) {
      failed(failure);
    }
  }

  private void pump(Executor workers, RequestWriter writer, OutputBuffer output) {
    try {
      workers.execute(() -> BodySource.pump(loop, writer, output, this));
    } catch (RuntimeException | Error refused) {
      failed(refused);
    }
  }

  private void awaitContinue(Runnable writeBody) {
    if (!over) {
      Timer timer = loop.schedule(RequestWriter.CONTINUE_NANOS, this::goOn);
      awaitingContinue = new Continuation(timer, writeBody);
    }
  }

  /** Whether the body waits for 100 (Continue). */
  boolean awaitsContinue() {
    return awaitingContinue != null;
  }

  /** Sends the body: the peer has sent 100 (Continue), or has not responded in time. */
  void goOn() {
    Continuation next = awaitingContinue;
    if (next != null) {
      awaitingContinue = null;
      loop.cancel(next.timer());
      next.writeBody().run();
    }
  }

  /** Stops sending. Does nothing if everything was sent. */
  void stop(String why) {
    if (!over) {
      stop(new IOException(why));
    }
  }

  private void stop(IOException why) {
    over = true;
    blocked = false;
    cause = why;
    unsent = null;
    if (pipe != null) {
      pipe.fail(why);
    }
    if (awaitingContinue != null) {
      loop.cancel(awaitingContinue.timer());
      awaitingContinue = null;
    }
  }

  @Override
  public boolean wroteAnything() {
    return channel.written() != writtenBefore;
  }

  /** Whether the peer accepts no more at the moment. */
  boolean blocked() {
    return blocked;
  }

  /** Whether sending waits for the source of the body. */
  boolean awaitsSource() {
    return request.body() != Body.none()
        && !over
        && !blocked
        && !whole
        && unsent == null
        && awaitingContinue == null;
  }

  /** Returns for how many nanoseconds the peer has accepted nothing; 0 if nothing is pending. */
  long silence(long now) {
    return blocked ? now - Math.max(blockedSince, channel.lastWrite()) : 0;
  }

  /** Writes to the kernel at once, or to the queue. On the loop. */
  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (!over && (!loop.dedicated() || events.mayGoOn())) {
      ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
      if (unsent == null && begin()) {
        send(bytes);
      }
      if (!over && bytes.hasRemaining()) {
        queue(loop.dedicated() ? bytes : Buffers.copy(bytes));
        if (loop.dedicated()) {
          loop.runUntil(() -> over || unsent == null);
        }
      }
    }
    IOException why = cause;
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }

  private void enqueue(ByteBuffer bytes) {
    if (!over) {
      queue(bytes);
      if (!blocked) {
        flush();
      }
    }
  }

  private void queue(ByteBuffer bytes) {
    if (unsent == null) {
      unsent = new ArrayDeque<>(2);
    }
    unsent.add(bytes);
  }

  /** Sends as much as possible. */
  void flush() {
    Queue<ByteBuffer> queued = unsent;
    while (queued != null && !queued.isEmpty() && begin()) {
      if (!send(queued.element())) {
        return;
      }
      queued.remove();
      if (pipe != null) {
        pipe.sent();
      }
    }
    if (over) {
      return;
    }
    unsent = null;
    if (blocked) {
      blocked = false;
      events.blocked(false);
    }
    if (whole && !over) {
      over = true;
      events.sent();
    }
  }

  /** Whether bytes may be sent. Calls {@link Events#mayBegin} before the first. */
  private boolean begin() {
    if (!begun && !over) {
      begun = true;
      return events.mayBegin() && !over;
    }
    return !over;
  }

  /** Sends bytes. Returns whether the kernel accepted all. */
  private boolean send(ByteBuffer bytes) {
    try {
      channel.write(bytes);
    } catch (IOException broken) {
      stop(broken);
      events.broken(broken);
      return false;
    }
    if (bytes.hasRemaining()) {
      block();
    }
    return !bytes.hasRemaining();
  }

  private void block() {
    if (!blocked) {
      blocked = true;
      blockedSince = System.nanoTime();
      events.blocked(true);
    }
  }

  @Override
  public void written() {
    whole = true;
    if (!over && !blocked) {
      flush();
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (!over) {
      TransportException told = failure instanceof TransportException known
          ? known
          : failures.invalidBody(
              begun ? Sent.MAYBE : Sent.NO,
              "the request body could not be read: " + Secrets.foreign(failure),
              failure);
      events.failed(told);
    }
  }
}
