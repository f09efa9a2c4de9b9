/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.time.Duration;
import java.util.Optional;

/**
 * An attempt that is about to be sent. A change by a hook applies to this attempt alone: the next
 * one begins with the headers of the request again. Valid until the hook has ended, for one thread
 * at a time.
 *
 * <p><b>Origins.</b> A redirect may lead to a server that must not see the secrets of the first
 * one. So {@link #header} and {@link #addHeader} set headers for the origin (scheme, host, port)
 * that the caller asked for: an attempt that a redirect led to {@linkplain #elsewhere() another
 * one} gets only those that may follow a redirect ({@code Accept}, {@code User-Agent} and the
 * like), and the timeline lists the omitted ones. {@link #headerFor} names the origin that a header
 * is for.
 */
public interface OutgoingAttempt {

  /** Returns the call. */
  CallInfo call();

  /** Returns the number of the attempt, from 1. A hedge has the number of its attempt. */
  int number();

  /** Whether this is the second request of a hedged attempt. */
  boolean hedge();

  /** Returns the method. */
  String method();

  /** Returns the URL of this attempt, after redirects. */
  Url url();

  /** Whether a redirect has led to an origin other than that of the request. */
  boolean elsewhere();

  /**
   * Returns the present headers, except for those that the transport writes ({@code Host},
   * {@code Content-Length}, …) and the deadline header, which is added last.
   */
  Headers headers();

  /**
   * Returns the body, as it is sent. To read it for a signature, it has to be {@code repeatable}.
   */
  Body body();

  /** Returns the time left until the deadline or the attempt timeout; empty if there is neither. */
  Optional<Duration> timeLeft();

  /** Returns the result of the attempt before this one; empty before the first. */
  Optional<PreviousAttempt> previous();

  /**
   * Sets a header, which replaces all of that name.
   *
   * @throws IllegalArgumentException if name or value contain invalid characters (CR, LF, NUL…), or
   *     if hooks must not set that header: those that the transport writes, and the idempotency
   *     key, which has to be the same in all attempts
   */
  OutgoingAttempt header(String name, String value);

  /**
   * Adds a header. Those of the same name stay.
   *
   * @throws IllegalArgumentException as {@link #header}
   */
  OutgoingAttempt addHeader(String name, String value);

  /**
   * Sets a header if the attempt goes to that origin, whether or not a redirect led there.
   *
   * @param origin scheme, host and port, as returned by {@link Url#origin}; the rest of the URL is
   *     ignored. {@code attempt.url().origin()} means every origin: for values that are not secret,
   *     such as {@code traceparent}
   * @throws IllegalArgumentException as {@link #header}, and if it is not a URL
   */
  OutgoingAttempt headerFor(String origin, String name, String value);

  /**
   * Removes all headers of that name.
   *
   * @throws IllegalArgumentException if hooks must not change that header, see {@link #header}
   */
  OutgoingAttempt removeHeader(String name);
}
