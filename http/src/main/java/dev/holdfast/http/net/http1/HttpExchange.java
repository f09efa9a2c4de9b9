/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.TransportException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One request and its response on a connection, for either version of HTTP. On the loop. */
public interface HttpExchange {

  /** Receives the events of the exchange. */
  interface Events {

    /** Called when the whole request was sent, or no more of it will be. */
    void sent();

    /** Called with the final head. A body follows, possibly empty. */
    void head(ResponseHead head);

    /** Called with an interim head, before the final one. */
    void interim(ResponseHead head);

    /** Called when a part of the body or its end has arrived, after the head. */
    void readable();

    /** Returns the publisher of the body, if the attempt publishes it. Called after the head. */
    BodyPublisher body();

    /** Called when the body is complete and the exchange has ended. */
    void complete();

    /** Called when the exchange has failed. */
    void failed(TransportException failure);

    /** Called when the peer demands HTTP/1.1. Returns whether the request is repeated over it. */
    boolean http1Required();

    /** Called when a wait begins, so that a limit may apply. */
    void waiting();
  }

  /** Whether the connection has carried a request before. */
  boolean reused();

  /** Returns the peer of the connection, for people to read. */
  String remote();

  /** Returns the description of the connection. */
  ConnectionInfo connection();

  /** Whether the end of every body is marked, also of one without a length. */
  boolean marksEnds();

  /** Returns the address of the peer. */
  SocketAddress address();

  /** Whether any byte of the response has arrived. */
  boolean answered();

  /** Drops the connections that were idle as long as this dead one: they are probably dead too. */
  void dropSiblings();

  /** Begins to send. */
  void start();

  /** Called when there is demand for the body: delivers the received part to the publisher. */
  void pull();

  /** Whether reading at most that much of the body can make the connection reusable. */
  boolean worthReading(long maxBytes);

  /** Returns the connection to the pool after the end. */
  void release();

  /** Closes the connection, in whatever state. */
  void stop();

  /** Ends the TCP connection: reads and writes fail from then on. Callable from any thread. */
  void abort();

  /** Whether any byte of the request may have left the process. */
  boolean wroteAnything();

  /** Whether the request cannot continue because the source of its body gives nothing. */
  boolean awaitsSource();

  /** Returns the final head, if it came while the request was being sent and is held back. */
  default @Nullable ResponseHead early() {
    return null;
  }

  /** Returns the trailers; empty before the end of the body. Callable from any thread. */
  Headers trailers();

  /**
   * Returns for how many nanoseconds the awaited action of the peer is missing; 0 if nothing is
   * awaited.
   *
   * @param now {@link System#nanoTime()}
   */
  long silence(long now);
}
