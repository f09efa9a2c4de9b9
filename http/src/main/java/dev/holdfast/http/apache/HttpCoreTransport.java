/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.time.Nanos;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over plain TCP and TLS, blocking, with pooled connections. Safe for use by many threads.
 * The only threads it starts are at most 16 daemon threads for name look-ups, which end ten seconds
 * after their last use or when it is closed.
 */
public final class HttpCoreTransport implements Transport {

  private final ConnectionPool pool;
  private final Connector connector;
  private final Set<Abort> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private HttpCoreTransport(Builder builder, SSLContext context) {
    this.pool = new ConnectionPool(builder.perRoute, builder.total, builder.idleTimeout);
    this.connector = new Connector(new Resolver(builder.dns), builder.guard, context);
  }

  /** A transport with other than the default settings. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    Abort abort = new Abort();
    inFlight.add(abort);
    boolean answered = false;
    try {
      if (closed) {
        abort.now();
      }
      AttemptClock clock = new AttemptClock(limits);
      Connector.Caller caller =
          new Connector.Caller(clock, abort, new Connector.PhaseTracker(listener));
      Exchange.Answer answer = new Exchange(request, caller).run(pool, connector);
      if (Expectation.refused(request, answer.head().status())) {
        pool.drop(answer.entry());
        answer = new Exchange(Expectation.dropped(request), caller).run(pool, connector);
      }
      answered = true;
      return new PooledResponse(answer, clock, pool, () -> inFlight.remove(abort));
    } finally {
      if (!answered) {
        inFlight.remove(abort);
      }
    }
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    closed = true;
    inFlight.forEach(Abort::now);
    pool.close();
    connector.close();
  }

  /** Settings of a transport. */
  public static final class Builder {

    private static final Duration IDLE_DEFAULT = Duration.ofSeconds(60);

    private Dns dns = Dns.system();
    private AddressGuard guard = AddressGuard.none();
    private @Nullable SSLContext sslContext;
    private int perRoute = 64;
    private int total = 256;
    private Duration idleTimeout = IDLE_DEFAULT;

    private Builder() {}

    /** How names become addresses; {@link Dns#system()} by default. */
    public Builder dns(Dns resolver) {
      this.dns = Objects.requireNonNull(resolver, "dns");
      return this;
    }

    /** Which addresses may be connected to; {@link AddressGuard#none()} by default. */
    public Builder addressGuard(AddressGuard addressGuard) {
      this.guard = Objects.requireNonNull(addressGuard, "addressGuard");
      return this;
    }

    /** Trust and keys for TLS; the JVM's default context by default. */
    public Builder sslContext(SSLContext context) {
      this.sslContext = Objects.requireNonNull(context, "sslContext");
      return this;
    }

    /** Most connections to one origin, in use and idle; 64 by default. */
    public Builder maxConnectionsPerRoute(int connections) {
      this.perRoute = requireAtLeastOne("maxConnectionsPerRoute", connections);
      return this;
    }

    /** Most connections in all, in use and idle; 256 by default. */
    public Builder maxConnections(int connections) {
      this.total = requireAtLeastOne("maxConnections", connections);
      return this;
    }

    /** How long a connection may rest and be used again; 60 s by default. */
    public Builder idleTimeout(Duration timeout) {
      this.idleTimeout = Nanos.requirePositive("idleTimeout", timeout);
      return this;
    }

    /**
     * The transport; the caller closes it.
     *
     * @throws IllegalStateException if the JVM has no default TLS context and none was set
     */
    public HttpCoreTransport build() {
      return new HttpCoreTransport(this, sslContext == null ? defaultContext() : sslContext);
    }

    private static SSLContext defaultContext() {
      try {
        return SSLContext.getDefault();
      } catch (NoSuchAlgorithmException none) {
        throw new IllegalStateException("the JVM has no default TLS context", none);
      }
    }

    private static int requireAtLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
      }
      return value;
    }
  }
}
