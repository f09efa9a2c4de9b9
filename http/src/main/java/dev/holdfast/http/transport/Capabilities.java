/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * The capabilities of a transport. A session whose timeouts or retries need more is refused when it
 * is built, and a request that needs more when it is made. So no limit is silently ignored.
 *
 * @param connectTimeout bounds name look-up, connecting and TLS
 * @param readTimeout bounds silence while reading
 * @param writeTimeout bounds lack of progress while sending
 * @param deadline ends a call at a given moment in every phase
 * @param proofOfNotSent {@link Sent#NO} is reported only if no byte left the process: retries of
 *     methods that must not be repeated depend on it
 * @param http2 speaks HTTP/2 where a request asks for it
 * @param routes follows the {@link Route} of a request: proxies, Unix domain sockets, local
 *     addresses and options of sockets
 * @param poolTimeout bounds the wait for a connection, or never lets an attempt wait for one
 * @param attemptTimeout ends an attempt at a given moment in every phase, so that another one can
 *     follow
 * @param hedges carries attempts of one call at the same time, whatever their threads
 */
public record Capabilities(
    boolean connectTimeout,
    boolean readTimeout,
    boolean writeTimeout,
    boolean deadline,
    boolean proofOfNotSent,
    boolean http2,
    boolean routes,
    boolean poolTimeout,
    boolean attemptTimeout,
    boolean hedges) {

  /** Creates the capabilities of a transport that speaks HTTP/1.1 only. */
  public Capabilities(
      boolean connectTimeout,
      boolean readTimeout,
      boolean writeTimeout,
      boolean deadline,
      boolean proofOfNotSent) {
    this(connectTimeout, readTimeout, writeTimeout, deadline, proofOfNotSent, false);
  }

  /** Creates the capabilities of a transport that connects by its own settings. */
  public Capabilities(
      boolean connectTimeout,
      boolean readTimeout,
      boolean writeTimeout,
      boolean deadline,
      boolean proofOfNotSent,
      boolean http2) {
    this(connectTimeout, readTimeout, writeTimeout, deadline, proofOfNotSent, http2, false);
  }

  /**
   * Creates the capabilities of a transport with independent attempts: none waits for a connection
   * longer than the pool timeout, and each ends at its attempt timeout if the transport keeps the
   * deadline.
   */
  public Capabilities(
      boolean connectTimeout,
      boolean readTimeout,
      boolean writeTimeout,
      boolean deadline,
      boolean proofOfNotSent,
      boolean http2,
      boolean routes) {
    this(
        connectTimeout,
        readTimeout,
        writeTimeout,
        deadline,
        proofOfNotSent,
        http2,
        routes,
        true,
        deadline,
        true);
  }

  /** Returns all capabilities. */
  public static Capabilities all() {
    return new Capabilities(true, true, true, true, true, true, true);
  }

  /** Returns the capabilities that both have. */
  public Capabilities and(Capabilities other) {
    return new Capabilities(
        connectTimeout && other.connectTimeout,
        readTimeout && other.readTimeout,
        writeTimeout && other.writeTimeout,
        deadline && other.deadline,
        proofOfNotSent && other.proofOfNotSent,
        http2 && other.http2,
        routes && other.routes,
        poolTimeout && other.poolTimeout,
        attemptTimeout && other.attemptTimeout,
        hedges && other.hedges);
  }

  /** Returns these without the pool timeout. */
  public Capabilities withoutPoolTimeout() {
    return and(new Capabilities(true, true, true, true, true, true, true, false, true, true));
  }

  /** Returns these without hedges. */
  public Capabilities withoutHedges() {
    return and(new Capabilities(true, true, true, true, true, true, true, true, true, false));
  }

  /**
   * Returns the capabilities of a transport whose attempts are steps of one call of another client:
   * these without attempt timeouts and hedges.
   */
  public Capabilities withinOneCall() {
    return and(new Capabilities(true, true, true, true, true, true, true, true, false, false));
  }
}
