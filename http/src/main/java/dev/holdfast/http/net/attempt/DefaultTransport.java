/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.ProxyLogins;
import dev.holdfast.http.net.connect.Connector;
import dev.holdfast.http.net.connect.Resolver;
import dev.holdfast.http.net.connect.TlsLayer;
import dev.holdfast.http.net.http1.FinalHead;
import dev.holdfast.http.net.http1.Http1Exchange;
import dev.holdfast.http.net.http2.Http1Origins;
import dev.holdfast.http.net.http2.Http2Parts;
import dev.holdfast.http.net.http2.Http2Pool;
import dev.holdfast.http.net.loop.EventLoop;
import dev.holdfast.http.net.loop.Selectors;
import dev.holdfast.http.net.loop.Workers;
import dev.holdfast.http.net.pool.ConnectionPool;
import dev.holdfast.http.net.pool.Lifetime;
import dev.holdfast.http.net.pool.PoolState;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.OffService;
import dev.holdfast.thread.ServiceThread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The default transport: HTTP/1.1 and HTTP/2 over plain TCP and TLS, blocking and asynchronous,
 * with one pool of connections and one set of limits. Thread-safe.
 *
 * <p>The calling thread runs a blocking HTTP/1.1 attempt by itself. All asynchronous attempts, and
 * all connections of HTTP/2, share one daemon thread, which the first of them starts. What may
 * block happens on daemon threads that end ten seconds after their last use: at most 64 for name
 * look-ups, 2 for checks of certificates, and 256 for request bodies that are not in memory.
 * Closing ends them all.
 */
public final class DefaultTransport implements Transport {

  private static final int TLS_THREADS = 2;

  /**
   * The most threads for request bodies. A body that is being sent has a connection, and this is
   * their default limit.
   */
  private static final int BODY_THREADS = 256;

  private final EventLoop loop = new EventLoop();
  private final Selectors selectors;
  private final Resolver resolver;
  private final DaemonPool tlsWorkers = Workers.daemons("holdfast-tls", TLS_THREADS);
  private final DaemonPool bodyWorkers = Workers.daemons("holdfast-body", BODY_THREADS);
  private final ConnectionPool pool;
  private final Http2Pool streams;
  private final Attempt.Parts parts;
  private final AsyncTransport asynchronous = new Asynchronous();
  private final Set<BlockingAttempt> blocking = ConcurrentHashMap.newKeySet();
  private final Consumer<BlockingAttempt> whenOver = blocking::remove;

  /** The attempts in flight. Belongs to the loop. */
  private final InFlight inFlight = new InFlight();

  private volatile boolean closed;

  private DefaultTransport(Builder builder) {
    Descriptors descriptors = new Descriptors();
    this.resolver = builder.resolver();
    this.selectors = new Selectors(descriptors);
    this.pool =
        new ConnectionPool(builder.perRoute, builder.total, builder.lifetime(), descriptors);
    this.streams = new Http2Pool(new Http1Origins(System::nanoTime), pool::hasRoom);
    Executor bodies = builder.executorOr(bodyWorkers);
    this.parts = new Attempt.Parts(
        pool,
        new Connector.Parts(
            resolver,
            descriptors,
            new TlsLayer(builder.tlsOfOrigins, builder.tls),
            tlsWorkers,
            () -> new FinalHead()::accept,
            new ProxyLogins()),
        new Http1Exchange.Parts(pool, bodies),
        streams,
        new Http2Parts(loop, bodies, pool.lifetime().idleNanos(), Nanos.of(builder.pingAfter)));
  }

  /** Returns a builder for other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Sends an HTTP/1.1 request. For one that may use HTTP/2, see {@link #asynchronous()}. */
  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    BlockingAttempt attempt =
        BlockingAttempt.create(parts, selectors, request, limits, listener, whenOver);
    blocking.add(attempt);
    if (closed) {
      attempt.wake();
    }
    return attempt.run();
  }

  /** Returns the asynchronous side of this transport. Closing it closes both. */
  public AsyncTransport asynchronous() {
    return asynchronous;
  }

  /**
   * Wraps an asynchronous transport for threads that wait, as {@link Transport#waitingFor} does.
   * The side of a transport of this kind needs fewer steps between the two threads.
   */
  public static Transport waitingFor(AsyncTransport transport) {
    return transport instanceof Asynchronous own ? own.waiting() : Transport.waitingFor(transport);
  }

  /** Reports the number of connections to each origin, and of attempts that wait for one. */
  public void figures(PoolState.Figures told) {
    pool.figures(told);
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    closed = true;
    inFlight.close();
    pool.close();
    // All are woken before the first is closed, because a close may have to wait for its thread.
    // Otherwise many would end one after the other.
    List<BlockingAttempt> woken = List.copyOf(blocking);
    woken.forEach(BlockingAttempt::wake);
    woken.forEach(BlockingAttempt::close);
    selectors.close();
    loop.execute(this::endAll);
    loop.close();
    resolver.close();
    tlsWorkers.shutdownNow();
    bodyWorkers.shutdownNow();
  }

  private void endAll() {
    inFlight.endAll();
    streams.close();
  }

  private AsynchronousAttempt onLoop(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    return new AsynchronousAttempt(parts, loop, request, limits, listener, inFlight);
  }

  private void begin(AsynchronousAttempt attempt) {
    try {
      loop.start();
    } catch (IOException | OutOfMemoryError exhausted) {
      attempt.refuse(TransportException.of(
          FailureKind.CONNECT_ERROR,
          Sent.NO,
          "no selector or thread: " + exhausted.getMessage(),
          exhausted));
      return;
    }
    loop.execute(attempt);
  }

  /** The side for calls that hold no thread. */
  private final class Asynchronous implements AsyncTransport {

    @Override
    public AsyncExchange send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener) {
      AsynchronousAttempt attempt = onLoop(request, limits, listener);
      begin(attempt);
      return attempt;
    }

    Transport waiting() {
      return new Waiting();
    }

    @Override
    public Capabilities capabilities() {
      return DefaultTransport.this.capabilities();
    }

    @Override
    public void close() {
      DefaultTransport.this.close();
    }
  }

  /** The side for threads that wait for the event loop. */
  private final class Waiting implements Transport {

    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener)
        throws TransportException {
      ServiceThread.refuse("waiting for a response");
      AsynchronousAttempt attempt = onLoop(request, limits, listener);
      LoopResponse response = new LoopResponse(loop, attempt);
      begin(attempt);
      return response.await();
    }

    @Override
    public Capabilities capabilities() {
      return DefaultTransport.this.capabilities();
    }

    @Override
    public void close() {
      DefaultTransport.this.close();
    }
  }

  /** Settings of a transport. */
  public static final class Builder {

    private static final Duration IDLE_DEFAULT = Duration.ofSeconds(60);
    private static final Duration AGE_DEFAULT = Duration.ofSeconds(60);

    private Dns dns = Dns.system();
    private AddressGuard guard = AddressGuard.none();
    private Tls tls = Tls.jvm();
    private Map<Origin, Tls> tlsOfOrigins = Map.of();
    private int perRoute = 64;
    private int total = 256;
    private Duration idleTimeout = IDLE_DEFAULT;
    private Duration maxAge = AGE_DEFAULT;

    private @Nullable Executor bodyExecutor;
    private Duration pingAfter = Duration.ofSeconds(15);

    private Builder() {}

    /** Returns a builder with the same settings. */
    public Builder copy() {
      Builder copy = new Builder();
      copy.dns = dns;
      copy.guard = guard;
      copy.tls = tls;
      copy.tlsOfOrigins = tlsOfOrigins;
      copy.perRoute = perRoute;
      copy.total = total;
      copy.idleTimeout = idleTimeout;
      copy.maxAge = maxAge;
      copy.bodyExecutor = bodyExecutor;
      copy.pingAfter = pingAfter;
      return copy;
    }

    /** Sets the resolver of host names; {@link Dns#system()} by default. */
    public Builder dns(Dns resolver) {
      this.dns = Objects.requireNonNull(resolver, "dns");
      return this;
    }

    /** Sets which addresses may be connected to; {@link AddressGuard#none()} by default. */
    public Builder addressGuard(AddressGuard addressGuard) {
      this.guard = Objects.requireNonNull(addressGuard, "addressGuard");
      return this;
    }

    /** Sets the TLS settings; {@link Tls#jvm()} by default. */
    public Builder tls(Tls settings) {
      this.tls = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /** Sets the TLS settings of some origins, instead of {@link #tls}. */
    public Builder tls(Map<Origin, Tls> ofOrigins) {
      this.tlsOfOrigins = Map.copyOf(ofOrigins);
      return this;
    }

    /** Limits the connections to one origin, in use and idle; 64 by default. */
    public Builder maxConnectionsPerRoute(int connections) {
      this.perRoute = requireAtLeastOne("maxConnectionsPerRoute", connections);
      return this;
    }

    /** Limits the connections in all, in use and idle; 256 by default. */
    public Builder maxConnections(int connections) {
      this.total = requireAtLeastOne("maxConnections", connections);
      return this;
    }

    /** Limits how long a connection may be idle and still be reused; 60 s by default. */
    public Builder idleTimeout(Duration timeout) {
      this.idleTimeout = Nanos.requirePositive("idleTimeout", timeout);
      return this;
    }

    /**
     * Limits the age of a connection; 60 s by default. An older one finishes its requests and is
     * replaced, so that calls follow a name to its new addresses even under steady load. Each
     * connection gets an age limit of its own, at most a quarter shorter, so that they do not all
     * end together.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder maxConnectionAge(Duration age) {
      this.maxAge = Nanos.requirePositive("maxConnectionAge", age);
      return this;
    }

    /** Returns the resolver, which also applies the address guard. */
    private Resolver resolver() {
      return new Resolver(dns, guard);
    }

    private Lifetime lifetime() {
      return new Lifetime(Nanos.of(idleTimeout), Nanos.of(maxAge));
    }

    private static int requireAtLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
      }
      return value;
    }

    /**
     * Sets how long an HTTP/2 connection may be silent before it sends a PING; 15 s by default,
     * well below the minute after which strict middleboxes forget a connection. Without an answer
     * within the same time again it is closed, and every request on it fails.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder pingAfter(Duration silence) {
      this.pingAfter = Nanos.requirePositive("pingAfter", silence);
      return this;
    }

    /**
     * Sets the executor that reads request bodies that are not in memory, and may block; by default
     * at most 256 threads of the transport's own. They also run tasks that the executor would run
     * on the thread that does the I/O. It is not closed with the transport.
     */
    public Builder bodyExecutor(Executor executor) {
      this.bodyExecutor = Objects.requireNonNull(executor, "bodyExecutor");
      return this;
    }

    private Executor executorOr(DaemonPool own) {
      return bodyExecutor == null ? own : OffService.around(bodyExecutor, own);
    }

    /** Builds the transport. The caller closes it. */
    public DefaultTransport build() {
      return new DefaultTransport(this);
    }
  }
}
