/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HTTP/1.1 over plain TCP and TLS, blocking, with pooled connections. Safe for use by many threads.
 * The only threads it starts are at most 64 daemon threads for name look-ups, which end ten seconds
 * after their last use or when it is closed.
 */
public final class HttpCoreTransport implements Transport {

  private final ConnectionPool pool;
  private final Connector connector;
  private final Set<Abort> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private HttpCoreTransport(ConnectionPool pool, Connector connector) {
    this.pool = pool;
    this.connector = connector;
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
        pool.drop(answer.connection());
        answer = repeat(Expectation.dropped(request), caller);
      }
      answered = true;
      return new PooledResponse(answer, clock, pool, () -> inFlight.remove(abort));
    } finally {
      if (!answered) {
        inFlight.remove(abort);
      }
    }
  }

  /** Once more on another connection. */
  private Exchange.Answer repeat(TransportRequest request, Connector.Caller caller)
      throws TransportException {
    try {
      return new Exchange(request, caller).run(pool, connector);
    } catch (TransportException failure) {
      throw Blame.ofRepeat(failure);
    }
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    closed = true;
    // All are woken before the first is closed, which may have to wait for its thread: else many
    // would end one after the other.
    List<Abort.Target> woken = new ArrayList<>();
    inFlight.forEach(abort -> woken.add(abort.now()));
    woken.forEach(Abort.Target::close);
    pool.close();
    connector.close();
  }

  /** Settings of a transport. */
  public static final class Builder extends TransportSettings<Builder> {

    private Builder() {}

    /**
     * The transport; the caller closes it.
     *
     * @throws IllegalStateException if the JVM has no default TLS context and none was set
     */
    public HttpCoreTransport build() {
      Lifetime lifetime = lifetime();
      Descriptors descriptors = descriptors();
      return new HttpCoreTransport(
          new ConnectionPool(perRoute(), total(), lifetime, descriptors),
          new Connector(newResolver(), new TlsLayer(sslContextOrDefault()), lifetime, descriptors));
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
