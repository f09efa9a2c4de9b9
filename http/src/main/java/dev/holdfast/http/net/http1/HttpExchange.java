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

/** One request and its response on a connection, whichever the version of HTTP. On the loop. */
public interface HttpExchange {

  /** Who is told how it goes. */
  interface Events {

    /** The whole request has been sent, or no more of it will be. */
    void sent();

    /** The final head; a body follows, maybe of no bytes. */
    void head(ResponseHead head);

    /** An interim head, before the final one. */
    void interim(ResponseHead head);

    /** Something of the body has come, or its end. After the head. */
    void readable();

    /** Receives the body, if the attempt publishes it; after the head. */
    BodyPublisher body();

    /** The body is complete, and the exchange over. */
    void complete();

    /** Over by failure. */
    void failed(TransportException failure);

    /** The peer insists on HTTP/1.1; whether the request is repeated by it. */
    boolean http1Required();

    /** Something is waited for from now on: a limit may apply. */
    void waiting();
  }

  /** Whether the connection has carried a request before. */
  boolean reused();

  /** Where the connection leads, for people to read. */
  String remote();

  /** What people may know of the connection. */
  ConnectionInfo connection();

  /** Whether the end of every body is marked, also of one without a length. */
  boolean marksEnds();

  /** The address that the connection leads to. */
  SocketAddress address();

  /** Whether a byte of the response has come. */
  boolean answered();

  /** The connection was dead: those that rested as long have most likely died with it. */
  void dropSiblings();

  /** Begins to send. */
  void start();

  /** There is demand for the body: passes on to the publisher what is there. */
  void pull();

  /** Whether reading at most that much of the body can save the connection. */
  boolean worthReading(long maxBytes);

  /** Gives the connection back after the end. */
  void release();

  /** Gives it up in whatever state. */
  void stop();

  /** Ends the TCP connection, from any thread: what reads or writes fails from then on. */
  void abort();

  /** Whether any byte of the request may have left the process. */
  boolean wroteAnything();

  /** Whether the request cannot go on since the source of its body gives nothing. */
  boolean awaitsSource();

  /** The final head, if it came while the request was still being sent, and was kept back. */
  default @Nullable ResponseHead early() {
    return null;
  }

  /** The fields that came after the body; empty before its end. From any thread. */
  Headers trailers();

  /**
   * Nanoseconds for which the peer has not done what is waited for; 0 if nothing is.
   *
   * @param now {@link System#nanoTime()}
   */
  long silence(long now);
}
