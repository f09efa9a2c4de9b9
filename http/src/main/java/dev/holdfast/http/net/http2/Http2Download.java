/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.http1.BodyDecoder;
import dev.holdfast.http.net.http1.Framing;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/**
 * The response of one stream: interim heads, the head, and the body as fast as its reader consumes
 * it. The window makes the peer wait. On the loop.
 */
final class Http2Download {

  private static final int MOST_INTERIM = 8;

  private final String method;
  private final AttemptFailures failures;
  private final HttpExchange.Events events;
  private final Owner owner;
  private final Deque<ByteBuffer> unread = new ArrayDeque<>(2);
  private int window = Frame.INITIAL_WINDOW;
  private int unacknowledged;
  private int interim;
  private boolean whole;
  private boolean over;
  /** The reason of a premature end, reported after the reader has the received bytes. */
  private @Nullable IOException brokenBy;

  private volatile Headers trailers = Headers.empty();
  private @Nullable BodyDecoder decoder;
  private int status;
  /** A head that is not reported yet. */
  private @Nullable ResponseHead held;

  /** The stream. */
  interface Owner {

    /** Allows the peer to send that many bytes more. */
    void enlarge(int bytes);

    /** Called when the reader has the whole response. May be called again. */
    void complete();

    /**
     * Whether the response may end now: not a successful one to a request that was not sent whole.
     */
    boolean mayEnd();
  }

  Http2Download(String method, AttemptFailures failures, HttpExchange.Events events, Owner owner) {
    this.method = method;
    this.failures = failures;
    this.events = events;
    this.owner = owner;
  }

  /** Whether there is a head that is not an interim one. */
  boolean begun() {
    return decoder != null;
  }

  /** Whether any part of it has arrived. */
  boolean started() {
    return decoder != null || interim > 0;
  }

  /** Whether it says that the request has failed, so that the rest of the request is useless. */
  boolean refuses() {
    return status >= 400;
  }

  /** Whether the whole response has arrived and the reader has consumed it. */
  boolean drained() {
    return whole && unread.isEmpty();
  }

  /** Returns the bytes that the peer might still send without knowing of the end. */
  int expected() {
    return whole ? 0 : window;
  }

  /** Reports a head that was held back. */
  void release() {
    ResponseHead head = held;
    held = null;
    if (head != null && !over) {
      events.head(head);
    }
  }

  /** Whether its end has arrived. The reader may not be there yet. */
  boolean whole() {
    return whole;
  }

  /** Whether the peer has to send more before the reader can go on. */
  boolean waits() {
    return decoder != null && unread.isEmpty() && (events.body().awaited() || decoder.complete());
  }

  /** Truncates it after its head: the reader gets the received bytes, then the failure. */
  void breakOff(IOException cause) {
    brokenBy = cause;
    end();
  }

  /** Stops reading the body. */
  void stop() {
    over = true;
    unread.clear();
  }

  /** Handles a complete header section. */
  void headers(List<Header> fields, boolean end) throws Http2Fault, TransportException {
    requireOpen();
    if (decoder != null) {
      trailers = Http2Headers.trailers(fields, end);
      end();
      return;
    }
    ResponseHead head = Http2Headers.response(fields);
    if (head.status() < 200) {
      interim(head, end);
      return;
    }
    decoder = BodyDecoder.of(Framing.of(method, head));
    status = head.status();
    held = head;
    // A whole response to a partial request is reported when the rest of the request is sent, or is
    // not.
    if (!end || owner.mayEnd()) {
      release();
    }
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
    events.interim(head);
  }

  /** Returns the trailers. Callable from any thread. */
  Headers trailers() {
    return trailers;
  }

  /**
   * Handles data of the body, which is valid until this returns.
   *
   * @param size its share of the window, padding included
   */
  void data(ByteBuffer data, int size, boolean end) throws Http2Fault {
    requireOpen();
    window -= size;
    if (window < 0) {
      throw new Http2Fault(H2Error.FLOW_CONTROL_ERROR, "more data than the window allows");
    }
    if (decoder == null) {
      throw Http2Fault.protocol("data before the head");
    }
    int padding = size - data.remaining();
    acknowledge(padding);
    if (data.hasRemaining()) {
      unread.add(passes() ? data : Buffers.copy(data));
    }
    whole |= end;
    pull();
  }

  /** Whether the next data is consumed at once. */
  private boolean passes() {
    return unread.isEmpty()
        && !over
        && events.body().hasDemand()
        && !events.body().keeps();
  }

  private void end() {
    whole = true;
    pull();
  }

  private void requireOpen() throws Http2Fault {
    if (whole) {
      throw new Http2Fault(H2Error.STREAM_CLOSED, "more after the end of the response");
    }
  }

  /** Delivers the requested bytes to the reader. */
  void pull() {
    BodyDecoder body = decoder;
    while (body != null && !over) {
      ByteBuffer next = unread.peek();
      if (next == null) {
        finish(body);
        return;
      }
      if (body.run() < next.remaining()) {
        events.failed(failures.located(TransportException.of(
            FailureKind.BAD_RESPONSE,
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
    if (!whole) {
      events.waiting();
      return;
    }
    if (brokenBy != null) {
      events.failed(failures.truncated(body.progress(), brokenBy));
      return;
    }
    try {
      if (!body.complete()) {
        body.end(true);
      }
      owner.complete();
    } catch (IOException tooShort) {
      events.failed(failures.truncated(body.progress(), tooShort));
    }
  }

  private void acknowledge(int size) {
    unacknowledged += size;
    if (unacknowledged >= Frame.INITIAL_WINDOW / 2 && !whole && !over) {
      window += unacknowledged;
      owner.enlarge(unacknowledged);
      unacknowledged = 0;
    }
  }
}
