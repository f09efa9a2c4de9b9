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
 * Builds the transport that sessions have when they are given no other. To wrap it in another one
 * (a cache, a recorder), or to set what a session does not:
 *
 * <pre>{@code
 * Transport standard = StandardTransport.builder().pingAfter(Duration.ofSeconds(5)).build();
 * Session session = Session.builder()
 *     .transport(new Recorder(standard))
 *     .asyncTransport(new AsyncRecorder(StandardTransport.asynchronous(standard)))
 *     .build();
 * }</pre>
 *
 * <p>Not thread-safe; what it builds is.
 */
public final class StandardTransport {

  private final DefaultTransport.Builder builder = DefaultTransport.builder();

  private StandardTransport() {}

  /** Starts from the defaults, which are those of a session. */
  public static StandardTransport builder() {
    return new StandardTransport();
  }

  /**
   * The other side of a standard transport, for calls that hold no thread: with the same
   * connections and the same limits. Closing one of them closes both.
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

  /** How host names become addresses (default: the operating system). */
  public StandardTransport dns(Dns dns) {
    builder.dns(dns);
    return this;
  }

  /** Which addresses may be connected to (default: all). */
  public StandardTransport addressGuard(AddressGuard guard) {
    builder.addressGuard(guard);
    return this;
  }

  /** What is trusted and presented, and how TLS is spoken (default: {@link Tls#jvm()}). */
  public StandardTransport tls(Tls tls) {
    builder.tls(tls);
    return this;
  }

  /**
   * The most connections to one origin, in use and idle (default 64).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public StandardTransport maxConnectionsPerRoute(int connections) {
    builder.maxConnectionsPerRoute(connections);
    return this;
  }

  /**
   * The most connections in all, in use and idle (default 256).
   *
   * @throws IllegalArgumentException if less than 1
   */
  public StandardTransport maxConnections(int connections) {
    builder.maxConnections(connections);
    return this;
  }

  /**
   * How long a connection may be idle and be used again (default 60 s).
   *
   * @throws IllegalArgumentException if not positive
   */
  public StandardTransport idleTimeout(Duration timeout) {
    builder.idleTimeout(timeout);
    return this;
  }

  /**
   * How old a connection may become (default 60 s); an older one finishes what it carries.
   *
   * @throws IllegalArgumentException if not positive
   */
  public StandardTransport maxConnectionAge(Duration age) {
    builder.maxConnectionAge(age);
    return this;
  }

  /**
   * How long a connection of HTTP/2 may be silent before the server is asked whether it is still
   * there (default 15 s). Without an answer in as long again, every request on it fails.
   *
   * @throws IllegalArgumentException if not positive
   */
  public StandardTransport pingAfter(Duration silence) {
    builder.pingAfter(silence);
    return this;
  }

  /**
   * What reads request bodies that are not in memory, and may block in that (default: at most 256
   * threads of the transport). Not closed with the transport.
   */
  public StandardTransport bodyExecutor(Executor executor) {
    builder.bodyExecutor(executor);
    return this;
  }

  /** A transport with these settings. A session that is given it closes it. */
  public Transport build() {
    return builder.build();
  }
}
