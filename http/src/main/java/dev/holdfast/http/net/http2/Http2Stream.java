/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response as a stream of an {@link Http2Connection}. The upload sends, the
 * download receives. This class handles the beginning, and the many ways to end.
 */
final class Http2Stream implements HttpExchange, Http2Upload.Events, Http2Download.Owner {

  private final Http2Connection connection;
  private final int id;
  private final boolean reused;
  private final TransportRequest request;
  private final AttemptFailures failures;
  private final Events events;
  private final Http2Upload upload;
  private final Http2Download download;
  private long progressAt = System.nanoTime();
  private boolean begun;
  private boolean over;
  private boolean wrote;
  /** Whether the head is in the connection's queue, from which it cannot be removed. */
  private boolean queued;

  /** Whether the peer needs no more of the request for its response. */
  private boolean excused;

  private @Nullable H2Error resetCode = H2Error.CANCEL;

  /** @param window the peer's initial window */
  Http2Stream(
      Http2Connection connection,
      int id,
      long window,
      TransportRequest request,
      AttemptFailures failures,
      Events events) {
    this.connection = connection;
    this.id = id;
    this.reused = id > 1;
    this.request = request;
    this.failures = failures;
    this.events = events;
    this.upload = new Http2Upload(connection.loop(), id, window, this);
    this.download = new Http2Download(request.method(), failures, events, this);
  }

  int id() {
    return id;
  }

  /** Returns its sending half. */
  Http2Upload upload() {
    return upload;
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public String remote() {
    return connection.channel().remote();
  }

  @Override
  public ConnectionInfo connection() {
    return connection.channel().info("HTTP/2");
  }

  @Override
  public boolean marksEnds() {
    return true;
  }

  @Override
  public SocketAddress address() {
    return connection.channel().address();
  }

  @Override
  public boolean answered() {
    return download.started();
  }

  @Override
  public Headers trailers() {
    return download.trailers();
  }

  @Override
  public void dropSiblings() {
    // One connection carries all streams, and detects by itself that its peer is gone.
  }

  @Override
  public void start() {
    begun = true;
    queued = true;
    connection.sendHead(this, Http2Headers.of(request), request.body() == Body.none());
    if (!over) {
      upload.start(request, connection.workers(), failures);
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
    if (!over && !download.begun()) {
      progressAt = System.nanoTime();
      events.sent();
    }
  }

  @Override
  public void failed(Throwable cause) {
    events.failed(failures.located(
        cause instanceof TransportException known
            ? known
            : failures.invalidBody(
                maybe(), "the request body could not be read: " + Secrets.foreign(cause), cause)));
  }

  /** Returns the next frame of the body, of at most that many bytes; null if there is none now. */
  @Nullable Frame nextData(int most) {
    Frame frame = upload.nextFrame(most);
    progressAt = frame == null ? progressAt : System.nanoTime();
    return frame;
  }

  /** Returns the bytes that the peer may still send, reset or not. */
  int expected() {
    return download.expected();
  }

  void enlargeWindow(long bytes) throws Http2Fault {
    upload.window().enlarge(bytes);
    if (upload.hasData()) {
      connection.send(this);
    }
  }

  /** Records that the kernel has accepted some bytes of this stream. */
  void wrote() {
    wrote = true;
    progressAt = System.nanoTime();
  }

  /** Handles a complete header section. */
  void headers(List<Header> fields, boolean end) throws Http2Fault, TransportException {
    progressAt = System.nanoTime();
    download.headers(fields, end);
  }

  /**
   * Handles data of the body, which is valid until this returns.
   *
   * @param size its share of the window, padding included
   */
  void data(ByteBuffer data, int size, boolean end) throws Http2Fault {
    progressAt = System.nanoTime();
    download.data(data, size, end);
  }

  @Override
  public void enlarge(int bytes) {
    connection.enlarge(id, bytes);
  }

  @Override
  public void pull() {
    download.pull();
  }

  /** As the peer sees it (RFC 9113 section 8.1): a refusal may come before the whole request. */
  @Override
  public boolean mayEnd() {
    return upload.sentWhole() || download.refuses() || excused;
  }

  @Override
  public void complete() {
    if (mayEnd()) {
      end(
          upload.over() ? null : H2Error.NO_ERROR,
          "the peer has answered before the request was sent in full");
      events.complete();
    }
  }

  /** Records that the kernel has accepted the last byte of the request. */
  void wroteAll() {
    upload.wroteAll();
    // Not within the output, which is processing its queue.
    connection.loop().execute(this::proceed, this::broken);
  }

  /** Continues a response that was waiting for the request. */
  private void proceed() {
    if (!over && download.whole()) {
      download.release();
      download.pull();
    }
  }

  /** Ends the stream after its code threw what it must not. The connection lives on. */
  void broken(Throwable unforeseen) {
    events.failed(failures.unforeseen(maybe(), unforeseen));
  }

  /** Ends the request early: no more of it will be sent, and the response is whole. */
  private void cutShort(String why) {
    upload.stop(why);
    if (mayEnd()) {
      proceed();
      return;
    }
    download.release();
    aborted(
        Sent.ANSWERED, "the peer has answered before the request was sent in full, then " + why);
  }

  /** Handles RST_STREAM of the peer. */
  void reset(int code) {
    String name = Http2Fault.name(code);
    if (download.whole()) {
      // The peer needs no more of the request. NO_ERROR means that its response is valid (section
      // 8.1).
      excused = code == H2Error.NO_ERROR.getCode();
      cutShort("the peer takes no more of the request: " + name);
      return;
    }
    if (download.begun() || code == H2Error.REFUSED_STREAM.getCode()) {
      notProcessed(code, "stream reset: " + name);
      return;
    }
    end(null, "stream reset: " + name);
    if (!goesByHttp1(code)) {
      aborted(maybe(), "stream reset: " + name);
    }
  }

  /** Handles a peer that did nothing for this request, which is a proof unless it responded. */
  void notProcessed(int code, String why) {
    if (download.begun()) {
      breakOff(new IOException(why));
      return;
    }
    end(null, why);
    if (!goesByHttp1(code)) {
      TransportException failure = TransportException.of(
          FailureKind.CONNECTION_ABORTED, Sent.NO, why + ", the request was not processed", null);
      // Also a proof, but not that the peer is healthy: it asks for fewer requests.
      boolean overloaded = code == H2Error.ENHANCE_YOUR_CALM.getCode();
      events.failed(failures.located(overloaded ? failure : failure.asUnprocessed()));
    }
  }

  /** Whether the peer demands HTTP/1.1, and the request is repeated over it. */
  private boolean goesByHttp1(int code) {
    return code == H2Error.HTTP_1_1_REQUIRED.getCode() && events.http1Required();
  }

  /** Ends the stream after an invalid response. The connection may live on. */
  void malformed(IOException fault) {
    resetCode = fault instanceof Http2Fault known ? known.error() : H2Error.PROTOCOL_ERROR;
    events.failed(failures.located(TransportException.of(
            FailureKind.BAD_RESPONSE, maybe(), String.valueOf(fault.getMessage()), fault)
        .asPermanent()));
  }

  /** @param silent whether nothing arrived since it was idle: it may have been dead since then */
  void lost(IOException cause, boolean silent) {
    queued = false;
    if (download.whole()) {
      // The response is whole. Only its reader has not consumed it yet.
      cutShort("the connection is over: " + cause.getMessage());
    } else if (cause instanceof Http2Fault fault && !fault.ofOneStream()) {
      malformed(cause);
    } else if (download.begun()) {
      breakOff(cause);
    } else {
      events.failed(
          failures.located(failures.lost(maybe(), download.started(), reused && silent, cause)));
    }
  }

  private void aborted(Sent sent, String what) {
    events.failed(
        failures.located(TransportException.of(FailureKind.CONNECTION_ABORTED, sent, what, null)));
  }

  /** Truncates the response. The peer knows of its end. */
  private void breakOff(IOException cause) {
    resetCode = null;
    upload.stop(String.valueOf(cause.getMessage()));
    download.breakOff(cause);
  }

  private Sent maybe() {
    return download.begun() ? Sent.ANSWERED : wroteAnything() ? Sent.MAYBE : Sent.NO;
  }

  @Override
  public boolean worthReading(long maxBytes) {
    return false; // a stream is cancelled for less than its rest would cost
  }

  @Override
  public void release() {} // done when the stream ended

  @Override
  public void stop() {
    // A stream that was never opened cannot be reset.
    end(begun ? resetCode : null, "the attempt is over");
  }

  @Override
  public void abort() {
    throw new UnsupportedOperationException("others use the connection as well");
  }

  /** @param reason the error code for the peer; null if it knows that the stream has ended */
  private void end(@Nullable H2Error reason, String why) {
    if (!over) {
      over = true;
      download.stop();
      upload.stop(why);
      connection.closed(this, reason);
    }
  }

  /**
   * A queued head counts as written: later heads are compressed with the table that it changes, so
   * it is sent when the peer reads on, even if the stream has ended by then.
   */
  @Override
  public boolean wroteAnything() {
    return wrote || queued;
  }

  @Override
  public boolean awaitsSource() {
    return !upload.over() && !upload.waits() && !download.begun();
  }

  @Override
  public long silence(long now) {
    if (download.drained()) {
      // For the rest of the request, which the source may delay.
      return upload.over() || !upload.waits() ? 0 : now - progressAt;
    }
    if (download.begun()) {
      return download.waits() ? now - events.body().awaitedSince(progressAt) : 0;
    }
    return upload.over() || upload.waits() ? now - progressAt : 0;
  }
}
