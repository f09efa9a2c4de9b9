/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.apache.BodyDecoder;
import dev.holdfast.http.apache.Framing;
import dev.holdfast.http.apache.ResponseHead;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/** One request and its response as a stream of an {@link Http2Connection}. */
final class Http2Stream implements Conversation, Http2Upload.Events {

  /** What the peer may send before its reader has taken anything: the initial value. */
  private static final int WINDOW = 65_535;

  private static final int MOST_INTERIM = 8;

  private final Http2Connection connection;
  private final int id;
  private final boolean reused;
  private final TransportRequest request;
  private final Blame blame;
  private final Events events;
  private final Http2Upload upload;
  private final Deque<ByteBuffer> unread = new ArrayDeque<>(2);
  private int unacknowledged;
  private int inputWindow = WINDOW;
  private long progressAt = System.nanoTime();
  private int interim;
  private boolean begun;
  private boolean wrote;
  private boolean peerEnded;
  private boolean over;
  private H2Error farewell = H2Error.CANCEL;
  private @Nullable BodyDecoder decoder;

  /** @param window how much the peer takes at first */
  Http2Stream(
      Http2Connection connection,
      int id,
      long window,
      TransportRequest request,
      Blame blame,
      Events events) {
    this.connection = connection;
    this.id = id;
    this.reused = id > 1;
    this.request = request;
    this.blame = blame;
    this.events = events;
    this.upload = new Http2Upload(connection.loop(), id, window, this);
  }

  int id() {
    return id;
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public String remote() {
    return connection.remote();
  }

  @Override
  public void start() {
    begun = true;
    connection.sendHead(this, Http2Headers.of(request), request.body() == Body.none());
    if (!over) {
      upload.start(request, connection.workers(), blame);
    }
  }

  @Override
  public void pending() {
    connection.send(this);
  }

  @Override
  public void ended() {
    connection.sentAll(this);
  }

  @Override
  public void sent() {
    if (!over && decoder == null) {
      progressAt = System.nanoTime();
      events.sent();
    }
  }

  @Override
  public void failed(Throwable cause) {
    events.failed(blame.located(
        cause instanceof TransportException known
            ? known
            : blame.invalidBody(maybe(), "the request body could not be read: " + cause, cause)));
  }

  /** The next frame of the body, of that many bytes at most; null if there is none to send now. */
  @Nullable ByteBuffer nextData(int most) {
    ByteBuffer frame = upload.nextFrame(most);
    progressAt = frame == null ? progressAt : System.nanoTime();
    return frame;
  }

  long window() {
    return upload.window().left();
  }

  void enlarge(long bytes) throws Http2Fault {
    upload.window().enlarge(bytes);
  }

  /** Some bytes of this stream have been taken by the kernel. */
  void wrote() {
    wrote = true;
    progressAt = System.nanoTime();
  }

  /** A whole header section has come. */
  void headers(List<Header> fields, boolean end) throws Http2Fault, TransportException {
    progressAt = System.nanoTime();
    requireOpen();
    if (decoder != null) {
      // Trailers, which are dropped here as after HTTP/1.1.
      Http2Headers.requireTrailers(fields, end);
      end();
      return;
    }
    ResponseHead head = Http2Headers.response(fields);
    if (head.status() < 200) {
      interim(head, end);
      return;
    }
    decoder = BodyDecoder.of(Framing.of(request.method(), head));
    events.head(head);
    if (!over && end) {
      end();
    }
  }

  private void interim(ResponseHead head, boolean end) throws Http2Fault {
    interim++;
    if (head.status() == 101 || end || interim > MOST_INTERIM) {
      throw Http2Fault.protocol(
          interim > MOST_INTERIM
              ? "more than " + MOST_INTERIM + " interim (1xx) responses"
              : "an interim response that ends the stream or switches protocols");
    }
  }

  /**
   * Data of the body.
   *
   * @param size what it takes of the window, padding included
   */
  void data(ByteBuffer data, int size, boolean end) throws Http2Fault {
    progressAt = System.nanoTime();
    requireOpen();
    inputWindow -= size;
    if (inputWindow < 0) {
      throw new Http2Fault(H2Error.FLOW_CONTROL_ERROR, "more data than the window allows");
    }
    if (decoder == null) {
      throw Http2Fault.protocol("data before the head");
    }
    int padding = size - data.remaining();
    acknowledge(padding);
    if (data.hasRemaining()) {
      unread.add(data);
    }
    peerEnded |= end;
    pull();
  }

  private void end() {
    peerEnded = true;
    pull();
  }

  private void requireOpen() throws Http2Fault {
    if (peerEnded) {
      throw new Http2Fault(H2Error.STREAM_CLOSED, "more after the end of the response");
    }
  }

  @Override
  public void pull() {
    BodyDecoder body = decoder;
    while (body != null && !over) {
      ByteBuffer next = unread.peek();
      if (next == null) {
        finish(body);
        return;
      }
      if (body.run() < next.remaining()) {
        events.failed(blame.located(TransportException.of(
            Category.BAD_RESPONSE,
            Sent.ANSWERED,
            "more data than content-length says: " + body.progress(),
            null)));
        return;
      }
      if (!events.body().hasDemand()) {
        return;
      }
      unread.remove();
      int size = next.remaining();
      acknowledge(size);
      pass(body, size);
      events.body().next(next);
    }
  }

  private void pass(BodyDecoder body, int size) {
    try {
      body.passed(size);
    } catch (TransportException impossible) {
      throw new AssertionError("no coding here", impossible);
    }
  }

  private void finish(BodyDecoder body) {
    if (!peerEnded) {
      events.waiting();
      return;
    }
    try {
      if (!body.complete()) {
        body.end(true);
      }
      complete();
    } catch (IOException cut) {
      events.failed(blame.truncated(body.progress(), cut));
    }
  }

  private void complete() {
    end(
        upload.over() ? null : H2Error.NO_ERROR,
        "the peer has answered before the request was sent in full");
    events.complete();
  }

  private void acknowledge(int size) {
    unacknowledged += size;
    if (unacknowledged >= WINDOW / 2 && !peerEnded && !over) {
      inputWindow += unacknowledged;
      connection.enlarge(id, unacknowledged);
      unacknowledged = 0;
    }
  }

  /** The peer has ended the stream by force. */
  void reset(int code) {
    String name = Http2Fault.name(code);
    if (peerEnded) {
      // It only wants no more of the request; the response is whole.
      upload.stop("the peer takes no more of the request: " + name);
      return;
    }
    H2Error error = H2Error.getByCode(code);
    if (decoder != null || error == H2Error.REFUSED_STREAM) {
      notProcessed(code, "stream reset: " + name);
      return;
    }
    end(null, "stream reset: " + name);
    if (!goesByHttp1(code)) {
      events.failed(blame.located(TransportException.of(
          Category.CONNECTION_ABORTED, maybe(), "stream reset: " + name, null)));
    }
  }

  /** The peer says that it did nothing for this request, which is a proof unless it answered. */
  void notProcessed(int code, String why) {
    end(null, why);
    if (decoder != null) {
      events.failed(blame.truncated(decoder.progress(), new IOException(why)));
    } else if (!goesByHttp1(code)) {
      events.failed(blame.located(TransportException.of(
          Category.CONNECTION_ABORTED, Sent.NO, why + ", the request was not processed", null)));
    }
  }

  /** Whether that is what the peer asks for, and what becomes of the request. */
  private boolean goesByHttp1(int code) {
    return code == H2Error.HTTP_1_1_REQUIRED.getCode() && events.http1Required();
  }

  /** What came makes no sense; the connection may live. */
  void malformed(IOException fault) {
    farewell = fault instanceof Http2Fault known ? known.error() : H2Error.PROTOCOL_ERROR;
    Sent known = decoder == null ? maybe() : Sent.ANSWERED;
    events.failed(blame.located(TransportException.of(
            Category.BAD_RESPONSE, known, String.valueOf(fault.getMessage()), fault)
        .asPermanent()));
  }

  /**
   * The connection is no more.
   *
   * @param silent nothing has come since it rested: it may have been dead all the time
   */
  void lost(IOException cause, boolean silent) {
    if (peerEnded) {
      // The response is whole; only its reader has yet to take it.
      upload.stop("the connection is over: " + cause.getMessage());
    } else if (cause instanceof Http2Fault) {
      malformed(cause);
    } else if (decoder != null) {
      events.failed(blame.truncated(decoder.progress(), cause));
    } else {
      events.failed(blame.located(blame.lost(maybe(), interim > 0, reused && silent, cause)));
    }
  }

  private Sent maybe() {
    return wrote ? Sent.MAYBE : Sent.NO;
  }

  @Override
  public boolean worthReading(long maxBytes) {
    // A stream is cancelled for less than its rest would cost.
    return false;
  }

  @Override
  public void release() {
    // Done when the stream ended.
  }

  @Override
  public void stop() {
    // A stream that was never opened cannot be reset.
    end(begun ? farewell : null, "the attempt is over");
  }

  /** @param reason what the peer is told; null if it knows that the stream is over */
  private void end(@Nullable H2Error reason, String why) {
    if (!over) {
      over = true;
      unread.clear();
      upload.stop(why);
      connection.closed(this, reason);
    }
  }

  @Override
  public boolean wroteAnything() {
    return wrote;
  }

  @Override
  public long silence() {
    boolean waits = decoder == null
        ? upload.over() || upload.waits()
        : unread.isEmpty() && (events.body().hasDemand() || decoder.complete());
    return waits ? System.nanoTime() - progressAt : 0;
  }
}
