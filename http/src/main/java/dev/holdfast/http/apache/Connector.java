/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** Makes connections: name look-up, all addresses and TLS within one budget. */
final class Connector implements Closeable {

  private final Resolver resolver;
  private final TlsLayer tls;
  private final Lifetime lifetime;
  private final Descriptors descriptors;

  Connector(Resolver resolver, TlsLayer tls, Lifetime lifetime, Descriptors descriptors) {
    this.resolver = resolver;
    this.tls = tls;
    this.lifetime = lifetime;
    this.descriptors = descriptors;
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
   * @param avoid the address to try after the others; empty for none
   * @throws StoppedException if a limit, an interrupt or closing came first
   * @throws dev.holdfast.http.transport.TransportException if it cannot be made
   */
  Connection connect(Origin origin, Caller caller, String avoid) throws IOException {
    AttemptClock clock = caller.clock();
    clock.beginConnect();
    List<InetAddress> addresses = resolver.allowed(origin.host(), addresses(origin, caller));
    caller.phases().begin(Phase.CONNECT);
    AddressMemory memory = resolver.memory();
    AddressRace race = new AddressRace(
        origin.host(), memory.order(origin.host(), origin.port(), addresses, avoid), memory);
    SelectionKey key = Dialer.dial(race, clock, caller.abort(), descriptors);
    Wire wire = new Wire((SocketChannel) key.channel(), key, clock);
    caller.abort().guard(wire);
    Connection.Made made = new Connection.Made(origin, wire, lifetime.nextAgeNanos());
    Connection connection = origin.secure() ? secured(made, caller) : Connection.plain(made);
    clock.endConnect();
    return connection;
  }

  /** The address that a request avoids, if there is another one; else empty. */
  String avoided(TransportRequest request) {
    String avoid = request.choice().avoid();
    return avoid.isEmpty() || !resolver.knowsOther(Origin.of(request.url()), avoid) ? "" : avoid;
  }

  /** A new connection ended before it answered: others are tried first for a while. */
  void failed(Connection connection) {
    resolver.memory().failed(connection.origin().host(), connection.wire().remote());
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

  private Connection secured(Connection.Made made, Caller caller) throws IOException {
    caller.phases().begin(Phase.TLS);
    Wire wire = made.wire();
    String host = made.origin().host();
    try {
      WireInput input = WireInput.buffered(wire);
      SSLSocket socket = tls.handshake(wire, input, host, wire.remote());
      return Connection.secure(made, input, socket);
    } catch (IOException failure) {
      resolver.memory().failed(host, wire.remote());
      wire.close();
      throw failure;
    }
  }
}
