/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.body.DecodingSubscriber;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A response whose body is still to come, from a publisher. Subscribe to {@link #body()} or
 * {@link #close()} it: until then it holds a connection, at the longest until the deadline of its
 * call. Thread-safe.
 */
public final class PublishedResponse implements AutoCloseable {

  private final HttpCall call;
  private final Exchange exchange;
  private final AsyncTransportResponse connection;
  private final Flow.Publisher<ByteBuffer> body;

  PublishedResponse(
      HttpCall call, Exchange exchange, AsyncTransportResponse connection, Executor executor)
      throws TransportException {
    this.call = call;
    this.exchange = exchange;
    this.connection = connection;
    ContentDecoder decoder = CallEnd.decoder(call, exchange);
    TransportException lost = exchange.bodyFailure();
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

  /** A subscriber that blocks must not do so on a thread of the transport. */
  private static Flow.Publisher<ByteBuffer> elsewhere(
      Flow.Publisher<ByteBuffer> source, Executor executor) {
    return subscriber -> source.subscribe(new MovedSubscriber(executor, subscriber));
  }

  /** The decoder belongs to the first subscriber; others only hear that they are refused. */
  private static Flow.Publisher<ByteBuffer> decoded(
      Flow.Publisher<ByteBuffer> coded, ContentDecoder decoder) {
    AtomicBoolean taken = new AtomicBoolean();
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      coded.subscribe(
          taken.getAndSet(true) ? subscriber : new DecodingSubscriber(decoder, subscriber));
    };
  }

  /** The status: 200 to 999. */
  public int status() {
    return exchange.status();
  }

  /** The reason phrase, possibly empty; servers may put anything here. */
  public String reason() {
    return exchange.reason();
  }

  /** Whether the status is below 400. */
  public boolean ok() {
    return status() < 400;
  }

  /** The headers as received, names without regard to case, several values a name. */
  public Headers headers() {
    return exchange.headers();
  }

  /** The first value of that header. */
  public Optional<String> header(String name) {
    return headers().first(name);
  }

  /** Where the response came from, after redirects. */
  public Url url() {
    return exchange.url();
  }

  /** Every attempt of the call, in order; the last one gave this response. */
  public List<Attempt> attempts() {
    return call.callEnd().attempts();
  }

  /**
   * The body, for one subscriber; decoded if the session asked for a coding. Reads from the network
   * only what is asked for. {@code onComplete} means that it is whole; whatever goes wrong is a
   * {@link TransportException} in {@code onError}. Signals come on the session's executor, one
   * after another: see {@link SessionBuilder#executor}.
   */
  public Flow.Publisher<ByteBuffer> body() {
    return body;
  }

  /** The timeline of the call, for people to read. */
  public String explain() {
    return Explanation.ofResponse(attempts(), exchange.statusLine());
  }

  /**
   * Gives the connection back if the body was read to its end, else closes it. Never blocks.
   * Idempotent.
   */
  @Override
  public void close() {
    connection.close();
  }

  /** Status and URL; neither headers nor body. */
  @Override
  public String toString() {
    return "PublishedResponse[" + status() + " from " + url() + "]";
  }
}
