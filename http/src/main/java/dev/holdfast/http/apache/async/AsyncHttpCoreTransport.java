/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.apache.Descriptors;
import dev.holdfast.http.apache.Resolver;
import dev.holdfast.http.apache.Stop;
import dev.holdfast.http.apache.TlsLayer;
import dev.holdfast.http.apache.TransportSettings;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.OffService;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 and HTTP/2 over plain TCP and TLS without a thread per request. Connections of HTTP/1.1
 * are pooled; HTTP/2 has one connection an origin, which counts as one of them. Safe for use by
 * many threads.
 *
 * <p>One daemon thread, started by the first request, does all the work; what may block happens on
 * daemon threads that end ten seconds after their last use: at most 64 for name look-ups, 2 for
 * checks of certificates, and 256 for request bodies that are not in memory. Closing ends them all.
 */
public final class AsyncHttpCoreTransport implements AsyncTransport {

  private static final int TLS_THREADS = 2;
  /** A body on its way has a connection: as many as there are of those by default. */
  private static final int BODY_THREADS = 256;

  /** Long enough for a select in between. */
  private static final long SELECT_NANOS = 1_000_000;

  private static final long EVICTION_MILLIS = 100;

  private final EventLoop loop = new EventLoop();
  private final Resolver resolver;
  private final DaemonPool tlsWorkers = Workers.daemons("holdfast-tls", TLS_THREADS);
  private final DaemonPool bodyWorkers = Workers.daemons("holdfast-body", BODY_THREADS);
  private final AsyncPool pool;
  private final Http2Pool streams;
  private final Descriptors descriptors;
  private final BooleanSupplier evictor = this::evictSome;
  private final Attempt.Machinery machinery;

  /** Belongs to the loop. */
  private final Set<Attempt> inFlight = new HashSet<>();

  private volatile boolean closed;

  private AsyncHttpCoreTransport(Builder builder) {
    this.resolver = builder.resolver();
    this.pool = builder.pool(loop);
    this.streams = new Http2Pool(new Http1Origins(System::nanoTime), pool::hasRoom);
    this.descriptors = builder.shared();
    descriptors.add(evictor);
    Executor bodies = builder.executorOr(bodyWorkers);
    TlsLayer tls = new TlsLayer(builder.tlsContext());
    this.machinery = new Attempt.Machinery(
        loop,
        pool,
        new Connecting.Machinery(loop, resolver, descriptors, tls, tlsWorkers),
        new Http1Exchange.Machinery(loop, pool, bodies),
        streams,
        new Http2Connection.Machinery(
            loop, bodies, pool.lifetime().idleNanos(), Nanos.of(builder.pingAfter)),
        inFlight::remove);
  }

  /** A transport with other than the default settings. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    Attempt attempt = new Attempt(machinery, request, limits, listener);
    try {
      loop.start();
    } catch (IOException | OutOfMemoryError exhausted) {
      attempt.refuse(TransportException.of(
          FailureKind.CONNECT_ERROR,
          Sent.NO,
          "no selector or thread: " + exhausted.getMessage(),
          exhausted));
      return attempt;
    }
    loop.execute(() -> begin(attempt), attempt);
    return attempt;
  }

  private void begin(Attempt attempt) {
    if (closed) {
      attempt.stop(Stop.CLOSED);
      return;
    }
    inFlight.add(attempt);
    attempt.start();
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    closed = true;
    descriptors.remove(evictor);
    loop.execute(this::endAll);
    loop.close();
    resolver.close();
    tlsWorkers.shutdownNow();
    bodyWorkers.shutdownNow();
  }

  private void endAll() {
    pool.close();
    List.copyOf(inFlight).forEach(attempt -> attempt.stop(Stop.CLOSED));
    streams.close();
  }

  /** Called by the loop, or by a thread that needs a descriptor and waits for it a moment. */
  private boolean evictSome() {
    if (loop.inLoop()) {
      return pool.evictSome();
    }
    if (!loop.running()) {
      return false;
    }
    CompletableFuture<Boolean> evicted = new CompletableFuture<>();
    loop.execute(() -> {
      boolean any = pool.evictSome();
      // Descriptors come back with the next select.
      loop.schedule(SELECT_NANOS, () -> evicted.complete(any));
    });
    try {
      return evicted.get(EVICTION_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException busy) {
      return false;
    }
  }

  /** Settings of a transport. */
  public static final class Builder extends TransportSettings<Builder> {

    private @Nullable Executor bodyExecutor;

    private Duration pingAfter = Duration.ofSeconds(15);

    private Builder() {}

    /**
     * How long a connection of HTTP/2 may be silent before the server is asked (PING) whether it is
     * still there; 15 s by default, well below the minute after which strict middle-boxes forget a
     * connection. Without an answer in as long again it is given up, and every request on it fails.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder pingAfter(Duration silence) {
      this.pingAfter = Nanos.requirePositive("pingAfter", silence);
      return this;
    }

    /**
     * What reads request bodies that are not in memory, and may block in doing so; by default at
     * most 256 threads of the transport's own, which take over what the executor would run on the
     * thread that does the I/O. It is not closed with the transport.
     */
    public Builder bodyExecutor(Executor executor) {
      this.bodyExecutor = Objects.requireNonNull(executor, "bodyExecutor");
      return this;
    }

    /** The transport; the caller closes it. */
    public AsyncHttpCoreTransport build() {
      return new AsyncHttpCoreTransport(this);
    }

    @Override
    protected Builder self() {
      return this;
    }

    private Resolver resolver() {
      return newResolver();
    }

    private Supplier<SSLContext> tlsContext() {
      return sslContextOrDefault();
    }

    private AsyncPool pool(EventLoop loop) {
      return new AsyncPool(loop, perRoute(), total(), lifetime());
    }

    private Descriptors shared() {
      return descriptors();
    }

    private Executor executorOr(DaemonPool own) {
      return bodyExecutor == null ? own : OffService.around(bodyExecutor, own);
    }
  }
}
