/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Makes connections: name look-up, all addresses and TLS within one budget. */
final class Connector implements Closeable {

  private final Resolver resolver;
  private final TlsLayer tls;

  Connector(Resolver resolver, SSLContext context) {
    this.resolver = resolver;
    this.tls = new TlsLayer(context);
  }

  /** What an attempt brings along to be told, measured and ended. */
  record Caller(AttemptClock clock, Abort abort, PhaseTracker phases) {}

  /** Remembers the phase for failures, and tells the listener. */
  static final class PhaseTracker {

    private final AttemptListener listener;
    private Phase phase = Phase.POOL;

    PhaseTracker(AttemptListener listener) {
      this.listener = listener;
    }

    void begin(Phase next) {
      phase = next;
      listener.begin(next);
    }

    void connected(Connection connection) {
      listener.connected(connection.reused(), connection.remote());
    }

    Phase current() {
      return phase;
    }
  }

  /**
   * A new connection.
   *
   * @throws StoppedException if a limit, an interrupt or closing came first
   * @throws dev.holdfast.http.transport.TransportException if it cannot be made
   */
  Connection connect(Origin origin, Caller caller) throws IOException {
    AttemptClock clock = caller.clock();
    clock.beginConnect();
    List<InetAddress> addresses = resolver.allowed(origin.host(), addresses(origin, caller));
    caller.phases().begin(Phase.CONNECT);
    SelectionKey key = Dialer.dial(addresses, origin.port(), clock, caller.abort());
    Wire wire = new Wire((SocketChannel) key.channel(), key, clock);
    caller.abort().guard(wire);
    Connection connection =
        origin.secure() ? secured(wire, origin, caller) : Connection.plain(wire);
    clock.endConnect();
    return connection;
  }

  @Override
  public void close() {
    resolver.close();
  }

  private List<InetAddress> addresses(Origin origin, Caller caller) throws IOException {
    InetAddress literal = LiteralAddress.parse(origin.host());
    if (literal != null) {
      return List.of(literal);
    }
    caller.phases().begin(Phase.DNS);
    return resolver.resolve(origin.host(), caller.clock(), caller.abort());
  }

  private Connection secured(Wire wire, Origin origin, Caller caller) throws IOException {
    caller.phases().begin(Phase.TLS);
    try {
      WireInput input = WireInput.buffered(wire);
      InetSocketAddress remote = (InetSocketAddress) wire.channel().getRemoteAddress();
      SSLSocket socket = tls.handshake(wire, input, origin.host(), remote);
      return Connection.secure(wire, input, socket);
    } catch (IOException failure) {
      wire.close();
      throw failure;
    }
  }
}
