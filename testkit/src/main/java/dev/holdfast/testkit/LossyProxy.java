/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.engine.time.Nanos;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between a client and a server. It passes bytes on in both directions, late and in
 * small pieces. Where a real network would send a lost packet again, it pauses for long, and it
 * cuts some connections with an RST. TCP hides loss, reordering and duplicates from both ends, so
 * either end sees the same as on such a network. Effects on single packets cannot be shown.
 *
 * <pre>{@code
 * try (LossyProxy network = LossyProxy.to(server.port()).loss(0.2).start()) {
 *   client.get(network.url("/"));
 * }
 * }</pre>
 *
 * <p>Thread-safe. Owns one daemon thread that accepts and two for each connection, all ended by
 * {@link #close}. The same seed gives each connection the same faults, in the order of arrival.
 */
public final class LossyProxy implements AutoCloseable {

  private static final int LARGEST_PIECE = 1_460;

  private final ServerSocket listener;
  private final Builder settings;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();

  private LossyProxy(Builder settings) throws IOException {
    this.settings = settings;
    this.listener = new ServerSocket(0, Loopback.BACKLOG, Loopback.address());
    start("accept", this::acceptAll);
  }

  /**
   * A proxy to that port on 127.0.0.1. While no server listens there, connections end with an RST.
   *
   * @throws IllegalArgumentException if that is no port
   */
  public static Builder to(int port) {
    return new Builder(port);
  }

  /** {@code http://127.0.0.1:PORT} of the proxy, followed by the path. */
  public String url(String path) {
    return Origins.of(false, listener.getLocalPort()).origin() + path;
  }

  /** The number of connections accepted. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    closed.countDown();
    end(listener);
    sockets.forEach(LossyProxy::end);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = listener.accept();
      SplittableRandom fate = new SplittableRandom(settings.seed + connections.getAndIncrement());
      Socket server = new Socket();
      sockets.add(client);
      sockets.add(server);
      if (reached(server)) {
        start("up", () -> pass(client, server, fate.split()));
        start("down", () -> pass(server, client, fate.split()));
      } else {
        client.setSoLinger(true, 0);
        forget(client, server);
      }
    }
  }

  /**
   * Whether the server was reached. If not, the client loses its connection; the next one may find
   * the server back.
   */
  private boolean reached(Socket server) {
    if (closed.getCount() == 0) {
      // The connection was accepted while close() walked through the sockets, which may have missed
      // it.
      return false;
    }
    try {
      server.connect(new InetSocketAddress(Loopback.address(), settings.port));
      return true;
    } catch (IOException away) {
      return false;
    }
  }

  private void forget(Socket client, Socket server) {
    end(client);
    end(server);
    sockets.remove(client);
    sockets.remove(server);
  }

  private void pass(Socket from, Socket to, SplittableRandom fate) throws Exception {
    try (from;
        to) {
      to.setTcpNoDelay(true);
      byte[] piece = new byte[LARGEST_PIECE];
      for (int count = from.getInputStream().read(piece);
          count >= 0;
          count = from.getInputStream().read(piece)) {
        if (fate.nextDouble() < settings.resets) {
          to.setSoLinger(true, 0);
          from.setSoLinger(true, 0);
          return;
        }
        pause(delayNanos(fate));
        to.getOutputStream().write(piece, 0, count);
      }
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private long delayNanos(SplittableRandom fate) {
    long delay = (long) (settings.delayNanos * (0.8 + 0.4 * fate.nextDouble()));
    // TCP waits at least 200 ms on Linux before it sends again, and twice as long each further
    // time.
    long again = 200_000_000;
    while (fate.nextDouble() < settings.loss) {
      delay = Nanos.add(delay, again);
      again = Nanos.multiply(2, again);
    }
    return delay;
  }

  private void pause(long nanos) throws InterruptedException, IOException {
    if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
      throw new IOException("the proxy is closed");
    }
  }

  private static void end(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void start(String name, Work work) {
    Runnable quietly = () -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        // One side left, or the proxy is closed: the other side has been closed too.
      }
    };
    Thread thread = new Thread(quietly, "lossy-proxy-" + listener.getLocalPort() + "-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Settings of a proxy. Without any, it passes everything on at once. Not thread-safe. */
  public static final class Builder {
    private final int port;
    private long seed = 1;
    private double loss;
    private double resets;
    private long delayNanos;

    private Builder(int port) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
      }
      this.port = port;
    }

    /**
     * The probability that a piece has to be sent again, after 200 ms, and twice as long each
     * further time.
     */
    public Builder loss(double probability) {
      loss = probability("loss", probability);
      return this;
    }

    /** The probability that a piece is the last of its connection, which then ends with an RST. */
    public Builder resets(double probability) {
      resets = probability("resets", probability);
      return this;
    }

    /**
     * The delay of each piece, plus or minus a fifth.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder delay(Duration delay) {
      delayNanos = Nanos.of(Nanos.requireNotNegative("delay", delay));
      return this;
    }

    /** The seed of the random faults; 1 by default. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * Starts the proxy.
     *
     * @throws UncheckedIOException if no socket can be opened
     */
    public LossyProxy start() {
      try {
        return new LossyProxy(this);
      } catch (IOException e) {
        throw new UncheckedIOException("no server socket on 127.0.0.1", e);
      }
    }

    private static double probability(String name, double value) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to below 1)");
      }
      return value;
    }
  }
}
