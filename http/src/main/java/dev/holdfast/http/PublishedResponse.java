/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.body.DecodingSubscriber;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.concurrent.ExecutorSubscriber;
import dev.holdfast.http.text.BodyText;
import dev.holdfast.http.text.SplittingSubscriber;
import dev.holdfast.http.text.TextLines;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A response whose body comes from a publisher. Subscribe to {@link #body()} or {@link #close()}
 * it: until then it holds a connection, at most until the deadline of its call. Thread-safe.
 */
public final class PublishedResponse extends HttpResponse implements AutoCloseable {

  private final CallEnd end;
  private final AsyncTransportResponse connection;
  private final Flow.Publisher<ByteBuffer> body;
  private final int maxChars;

  PublishedResponse(
      HttpCall call,
      ReceivedResponse received,
      AsyncTransportResponse connection,
      Executor executor)
      throws TransportException {
    super(call.request(), received, call.history());
    this.end = call.end();
    this.maxChars = call.parts().bodies().maxBytes();
    this.connection = connection;
    received.trailers(connection::trailers);
    ContentDecoder decoder = LostBody.decoder(call.parts().bodies(), received);
    TransportException lost = received.bodyFailure();
    Flow.Publisher<ByteBuffer> source = elsewhere(connection.body(), executor);
    if (lost != null) {
      this.body = subscriber -> refused(subscriber, lost);
    } else {
      this.body = decoder == null ? source : decoded(source, decoder);
    }
  }

  private void refused(Flow.Subscriber<? super ByteBuffer> subscriber, TransportException lost) {
    Objects.requireNonNull(subscriber, "subscriber");
    close();
    subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {}
    });
    subscriber.onError(lost);
  }

  /** Moves signals off the threads of the transport, which a subscriber must not block. */
  private static Flow.Publisher<ByteBuffer> elsewhere(
      Flow.Publisher<ByteBuffer> source, Executor executor) {
    return subscriber -> source.subscribe(new ExecutorSubscriber(executor, subscriber));
  }

  /** The decoder belongs to the first subscriber; the source refuses others. */
  private static Flow.Publisher<ByteBuffer> decoded(
      Flow.Publisher<ByteBuffer> coded, ContentDecoder decoder) {
    AtomicBoolean taken = new AtomicBoolean();
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      coded.subscribe(
          taken.getAndSet(true) ? subscriber : new DecodingSubscriber(decoder, subscriber));
    };
  }

  /**
   * Returns the body, for one subscriber; decoded if the session asked for a coding. Reads from the
   * network only as much as the subscriber requests. {@code onComplete} means that the body is
   * whole; every failure is a {@link TransportException} in {@code onError}. Signals come on the
   * session's executor, one after another: see {@link SessionBuilder#executor}.
   */
  public Flow.Publisher<ByteBuffer> body() {
    return body;
  }

  /**
   * Returns the lines of the body, instead of {@link #body()}: in the character set that
   * {@link Response#text()} would use. A line ends with LF, CR or CR LF, and may have as many
   * characters as the session's {@code maxBodySize} has bytes.
   */
  public Flow.Publisher<String> lines() {
    return lines(() -> BodyText.lines(headers(), maxChars));
  }

  /** Returns the lines as {@link #lines()} does, in that character set. */
  public Flow.Publisher<String> lines(Charset charset) {
    Objects.requireNonNull(charset, "charset");
    return lines(() -> TextLines.in(charset, maxChars));
  }

  private Flow.Publisher<String> lines(Supplier<TextLines> lines) {
    return subscriber -> body.subscribe(
        new SplittingSubscriber<>(lines.get(), Objects.requireNonNull(subscriber, "subscriber")));
  }

  /**
   * Returns this response, unless its status is an error; then closes it. Does not read the body.
   *
   * @throws StatusException if the status is 400 or higher; its response has no body
   */
  @Override
  public PublishedResponse raiseForStatus() {
    if (ok()) {
      return this;
    }
    close();
    if (received.bodyFailure() == null) {
      received.bodyLost(TransportException.of(
          FailureKind.CANCELLED, Sent.ANSWERED, "it was not read before raiseForStatus()", null));
    }
    end.response(received).raiseForStatus();
    return this;
  }

  /**
   * Returns the connection to the pool if the body was read to its end, else closes it. Never
   * blocks. Idempotent.
   */
  @Override
  public void close() {
    connection.close();
  }

  /** Returns status and URL; neither headers nor body. */
  @Override
  public String toString() {
    return "PublishedResponse[" + status() + " from " + url() + "]";
  }
}
