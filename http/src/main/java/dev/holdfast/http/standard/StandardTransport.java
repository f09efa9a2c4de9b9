/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.standard;

import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Transport;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Builds the default transport of sessions. Use it to wrap that transport in another one (a cache,
 * a recorder), or for settings that a session does not have:
 *
 * <pre>{@code
 * Transport standard = StandardTransport.builder().pingAfter(Duration.ofSeconds(5)).build();
 * Session session = Session.builder()
 *     .transport(new Recorder(standard))
 *     .asyncTransport(new AsyncRecorder(StandardTransport.asynchronous(standard)))
 *     .build();
 * }</pre>
 *
 * <p>Not thread-safe; the built transports are.
 */
public final class StandardTransport {

  private final DefaultTransport.Builder builder = DefaultTransport.builder();

  private StandardTransport() {}

  /** Returns a builder with the defaults, which are those of a session. */
  public static StandardTransport builder() {
    return new StandardTransport();
  }

  /**
   * Returns the asynchronous side of a standard transport, with the same connections and the same
   * limits. Closing one of them closes both.
   *
   * @throws IllegalArgumentException if it is another transport
   */
  public static AsyncTransport asynchronous(Transport standard) {
    if (!(standard instanceof DefaultTransport both)) {
      throw new IllegalArgumentException(
          "standard: another transport (expected: one that StandardTransport has built)");
    }
    return both.asynchronous();
  }

  /** Sets the resolver of host names (default: the operating system). */
  public StandardTransport dns(Dns dns) {
    builder.dns(dns);
    return this;
  }

  /** Sets which addresses may be connected to (default: all). */
  public StandardTransport addressGuard(AddressGuard guard) {
    builder.addressGuard(guard);
    return this;
  }

  /**
   * Sets the trusted certificates, the own keys and the parameters of TLS (default:
   * {@link Tls#jvm()}).
   */
  public StandardTransport tls(Tls tls) {
    builder.tls(tls);
    return this;
  }

  /**
   * Limits the connections to one origin, in use and idle (default 64).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public StandardTransport maxConnectionsPerRoute(int connections) {
    builder.maxConnectionsPerRoute(connections);
    return this;
  }

  /**
   * Limits the connections in all, in use and idle (default 256).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public StandardTransport maxConnections(int connections) {
    builder.maxConnections(connections);
    return this;
  }

  /**
   * Limits how long a connection may be idle and still be reused (default 60 s).
   *
   * @throws IllegalArgumentException if not positive
   */
  public StandardTransport idleTimeout(Duration timeout) {
    builder.idleTimeout(timeout);
    return this;
  }

  /**
   * Limits the age of a connection (default 60 s). An older one finishes its requests.
   *
   * @throws IllegalArgumentException if not positive
   */
  public StandardTransport maxConnectionAge(Duration age) {
    builder.maxConnectionAge(age);
    return this;
  }

  /**
   * Sets how long an HTTP/2 connection may be silent before it sends a PING (default 15 s). Without
   * an answer within the same time again, every request on it fails.
   *
   * @throws IllegalArgumentException if not positive
   */
  public StandardTransport pingAfter(Duration silence) {
    builder.pingAfter(silence);
    return this;
  }

  /**
   * Sets the executor that reads request bodies that are not in memory, and may block (default: at
   * most 256 threads of the transport). It is not closed with the transport.
   */
  public StandardTransport bodyExecutor(Executor executor) {
    builder.bodyExecutor(executor);
    return this;
  }

  /** Builds a transport with these settings. A session that gets it closes it. */
  public Transport build() {
    return builder.build();
  }
}
