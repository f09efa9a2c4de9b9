/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A {@link Wire} in the shape in which JSSE wants the socket below TLS. */
final class WireSocket extends Socket {

  private final Wire wire;
  private final InputStream input;
  private final OutputStream output;
  private final InetSocketAddress remote;

  WireSocket(Wire wire, InputStream input, InetSocketAddress remote) {
    this.wire = wire;
    this.input = input;
    this.output = new WireOutput(wire);
    this.remote = remote;
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !wire.channel().isOpen();
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return remote.getAddress();
  }

  @Override
  public int getPort() {
    return remote.getPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return remote;
  }

  @Override
  public void setSoLinger(boolean on, int linger) {
    // Closing never lingers here.
  }

  @Override
  public void shutdownInput() {
    // JSSE does this when it closes; the wire is closed as a whole.
  }

  @Override
  public void shutdownOutput() {
    // As above: no half-closed connections.
  }

  /** Not synchronized as in the superclass: closing must never wait for a lock. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void close() {
    wire.close();
  }
}
