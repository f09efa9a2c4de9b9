/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP/1.1 server on 127.0.0.1, at a port chosen by the system, that answers by a script: one
 * {@link Step} per request, or per connection for steps played on accept.
 *
 * <pre>{@code
 * try (FaultServer server = FaultServer.start(Step.stallMidBody(), Step.respond(200).body("ok"))) {
 *   client.get(server.url("/report"));
 *   assertThat(server.requests()).extracting(SeenRequest::method).containsExactly("GET", "GET");
 * }
 * }</pre>
 *
 * <p>Thread-safe. Owns one daemon thread that accepts and one for each open connection;
 * {@link #close} ends them all. Pauses and drips take real time, stalls end when the client leaves.
 */
public final class FaultServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Origins origins;
  private final Script script;
  private final Traffic traffic = new Traffic();
  private final Reception reception;

  private FaultServer(Builder options, List<Step> steps) throws IOException {
    script = new Script(options.whenExhausted);
    script.add(steps);
    listener = new ServerSocket();
    if (options.receiveBuffer > 0) {
      listener.setReceiveBufferSize(options.receiveBuffer);
    }
    listener.bind(new InetSocketAddress(Loopback.address(), 0), Loopback.BACKLOG);
    origins = Origins.of(options.certificate.isPresent(), listener.getLocalPort());
    reception = new Reception(
        listener,
        script,
        new Conversation.Setting(origins, traffic, options.time, options.certificate));
    reception.open();
  }

  /**
   * Starts a server that speaks plain HTTP.
   *
   * @throws UncheckedIOException if no socket can be opened
   */
  public static FaultServer start(Step... steps) {
    return builder().start(steps);
  }

  /** Options for a server; none is needed. */
  public static Builder builder() {
    return new Builder();
  }

  /** Adds steps to the end of the script. */
  public FaultServer enqueue(Step... steps) {
    script.add(List.of(steps));
    return this;
  }

  /** Replaces the rest of the script. */
  public FaultServer script(Step... steps) {
    script.replace(List.of(steps));
    return this;
  }

  /** The number of entries of the script that have not been used up. */
  public int stepsLeft() {
    return script.size();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** {@code http://127.0.0.1:PORT}, or https. */
  public String origin() {
    return origins.origin();
  }

  /** {@code http://localhost:PORT}, or https: the same server as another origin. */
  public String otherOrigin() {
    return origins.otherOrigin();
  }

  /** {@link #origin()} followed by the path, which begins with a slash. */
  public String url(String path) {
    return origin() + path;
  }

  /** Every request seen so far, in the order in which they were read. */
  public List<SeenRequest> requests() {
    return traffic.requests();
  }

  /** The number of connections accepted so far. */
  public int connections() {
    return traffic.connections();
  }

  /** The number of open connections. */
  public int openConnections() {
    return traffic.openConnections();
  }

  /** The number of bytes sent on all connections, not counting TLS. */
  public long bytesSent() {
    return traffic.bytesSent();
  }

  /**
   * Waits until at least this many requests were seen.
   *
   * @return the requests seen
   * @throws AssertionError if they were not seen within the limit
   */
  public List<SeenRequest> awaitRequests(int count, Duration limit) throws InterruptedException {
    traffic.await(count + " requests", () -> traffic.requests().size() >= count, limit);
    return requests();
  }

  /**
   * Waits until at least this many connections were accepted.
   *
   * @throws AssertionError if they were not accepted within the limit
   */
  public void awaitConnections(int count, Duration limit) throws InterruptedException {
    traffic.await(count + " connections", () -> traffic.connections() >= count, limit);
  }

  /**
   * Waits until the server holds no connection.
   *
   * @throws AssertionError if it still holds one after the limit
   */
  public void awaitNoConnection(Duration limit) throws InterruptedException {
    traffic.await("no open connection", () -> traffic.openConnections() == 0, limit);
  }

  /** Stops listening, closes all connections and waits for their threads, at most a second. */
  @Override
  public void close() {
    reception.close();
  }

  @Override
  public String toString() {
    return "FaultServer[" + origin() + ", " + stepsLeft() + " steps left]";
  }

  /** Options of a server. Not thread-safe. */
  public static final class Builder {

    private Optional<TestCertificate> certificate = Optional.empty();
    private Step whenExhausted = Step.respond(599);
    private TimeSource time = TimeSource.system();
    private int receiveBuffer;

    private Builder() {}

    /** Speaks TLS, presenting this certificate; the default is plain HTTP. */
    public Builder tls(TestCertificate certificate) {
      this.certificate = Optional.of(certificate);
      return this;
    }

    /** The answer to requests after the end of the script; the default is a 599. */
    public Builder whenExhausted(Step step) {
      this.whenExhausted = Objects.requireNonNull(step, "step");
      return this;
    }

    /** The clock for the times of seen requests; the default is the system's. */
    public Builder time(TimeSource time) {
      this.time = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * The size in bytes of each connection's receive buffer, to make a client's writes stall early;
     * the default is the system's.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder receiveBuffer(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 1)");
      }
      this.receiveBuffer = bytes;
      return this;
    }

    /**
     * Starts a server.
     *
     * @throws UncheckedIOException if no socket can be opened
     */
    public FaultServer start(Step... steps) {
      try {
        return new FaultServer(this, List.of(steps));
      } catch (IOException e) {
        throw new UncheckedIOException("no server socket on 127.0.0.1", e);
      }
    }
  }
}
