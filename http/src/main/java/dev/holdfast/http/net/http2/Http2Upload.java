/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.http1.BodyPipe;
import dev.holdfast.http.net.http1.BodySource;
import dev.holdfast.http.net.http1.RequestWriter;
import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.OutputBuffer;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The sending half of a stream: the body of a request, as far as the peer's window allows. */
final class Http2Upload implements BodySource.Outcome {

  private final Loop loop;
  private final int stream;
  private final Events events;
  /** The way from a worker's thread, if the body has to be written. */
  private @Nullable BodyPipe pipe;

  private final Queue<ByteBuffer> unsent = new ArrayDeque<>(2);
  private final SendWindow window;
  private boolean whole;
  private boolean over;
  private boolean wroteAll;

  /** Called on the loop about the progress of sending. */
  interface Events {

    /** Called when there is something to send: {@link #nextFrame} has to be called in turn. */
    void pending();

    /** Called when the last frame was created, or no more will be. */
    void ended();

    /** Called when the whole request was sent. */
    void sent();

    /** Called when the body or its source has failed. */
    void failed(Throwable cause);
  }

  /** @param window the peer's initial window */
  Http2Upload(Loop loop, int stream, long window, Events events) {
    this.loop = loop;
    this.stream = stream;
    this.window = new SendWindow(window);
    this.events = events;
  }

  /** Begins after the head was sent. */
  void start(TransportRequest request, Executor workers, AttemptFailures failures) {
    if (request.body() == Body.none()) {
      over = true;
      wroteAll = true;
      events.sent();
      return;
    }
    List<ByteBuffer> atHand = BodySource.atHand(request.body());
    if (atHand != null) {
      atHand.forEach(this::enqueue);
      written();
    } else {
      write(request, workers, failures);
    }
  }

  private void write(TransportRequest request, Executor workers, AttemptFailures failures) {
    BodyPipe copies = new BodyPipe(loop, this::enqueue);
    pipe = copies;
    OutputBuffer output = OutputBuffer.delimited(copies);
    RequestWriter writer = new RequestWriter(request, output, failures, copies::used);
    if (BodySource.inPlace(request.body(), loop)) {
      BodySource.write(writer, output, this);
      return;
    }
    try {
      workers.execute(() -> BodySource.pump(loop, writer, output, this));
    } catch (RuntimeException | Error refused) {
      failed(refused);
    }
  }

  /** Stops sending. */
  void stop(String why) {
    if (!over) {
      over = true;
      unsent.clear();
      if (pipe != null) {
        pipe.fail(new IOException(why));
      }
      events.ended();
    }
  }

  /** Whether everything was sent, or nothing more will be. */
  boolean over() {
    return over;
  }

  /** Records that the kernel has accepted the last frame. */
  void wroteAll() {
    wroteAll = true;
  }

  /** Whether the whole request was sent. */
  boolean sentWhole() {
    return wroteAll;
  }

  /** Whether the last frame was created. */
  boolean madeAll() {
    return over && whole && unsent.isEmpty();
  }

  /** Whether the peer's window delays pending bytes. */
  boolean waits() {
    return !unsent.isEmpty() || whole;
  }

  /** Whether a part of the body waits to be sent. */
  boolean hasData() {
    return !over && !unsent.isEmpty();
  }

  /** Whether nothing but the end of the body waits to be sent. */
  boolean hasOnlyEnd() {
    return !over && whole && unsent.isEmpty();
  }

  SendWindow window() {
    return window;
  }

  /** Returns the next frame, of at most that much data; null if there is none to send now. */
  @Nullable Frame nextFrame(int most) {
    ByteBuffer next = unsent.peek();
    if (over || (next == null ? !whole : most == 0)) {
      return null;
    }
    ByteBuffer data = next == null ? ByteBuffer.allocate(0) : take(next, most);
    boolean last = whole && unsent.isEmpty();
    if (last) {
      over = true;
      events.ended();
      // Not within the output, which is processing its queue.
      loop.execute(events::sent, events::failed);
    }
    return new Frame(Frame.DATA, last ? Frame.END_STREAM : 0, stream, data);
  }

  private ByteBuffer take(ByteBuffer next, int most) {
    int size = Math.min(most, next.remaining());
    ByteBuffer data = Buffers.take(next, size);
    window.take(size);
    if (!next.hasRemaining()) {
      unsent.remove();
      if (pipe != null) {
        pipe.sent();
      }
    }
    return data;
  }

  private void enqueue(ByteBuffer bytes) {
    if (!over) {
      unsent.add(bytes);
      events.pending();
    }
  }

  @Override
  public void written() {
    if (!over) {
      whole = true;
      events.pending();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (!over) {
      events.failed(cause);
    }
  }
}
