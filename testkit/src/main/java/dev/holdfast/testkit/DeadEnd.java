/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address on 127.0.0.1 where no connection can be made. Reserved until closed, so that no other
 * process can use it. Owns sockets, no threads.
 *
 * <pre>{@code
 * try (DeadEnd blackHole = DeadEnd.blackHole()) {
 *   client.get(blackHole.url("/"));  // connect timeout
 * }
 * }</pre>
 */
public final class DeadEnd implements AutoCloseable {

  /** On loopback a SYN is answered within microseconds; after this time no answer will come. */
  private static final int SILENCE_MILLIS = 150;

  private final int port;
  private final List<Closeable> sockets;

  private DeadEnd(int port, List<Closeable> sockets) {
    this.port = port;
    this.sockets = sockets;
  }

  /** A port that is bound but not listening: connections are refused at once. */
  public static DeadEnd refusing() {
    try {
      Socket bound = new Socket();
      bound.bind(new InetSocketAddress(Loopback.address(), 0));
      return new DeadEnd(bound.getLocalPort(), List.of(bound));
    } catch (IOException e) {
      throw new UncheckedIOException("no port to close", e);
    }
  }

  /**
   * A port that never answers: its accept queue is full, so the kernel drops every SYN (Linux).
   * Connections run into the connect timeout. Takes 150 ms to set up.
   */
  public static DeadEnd blackHole() {
    List<Closeable> sockets = new ArrayList<>();
    try {
      ServerSocket listener = new ServerSocket(0, 1, Loopback.address());
      sockets.add(listener);
      while (queuedOneMore(listener.getLocalPort(), sockets)) {
        // Repeats until the queue is full.
      }
      return new DeadEnd(listener.getLocalPort(), sockets);
    } catch (IOException e) {
      closeAll(sockets);
      throw new UncheckedIOException("no black hole", e);
    }
  }

  private static boolean queuedOneMore(int port, List<Closeable> sockets) throws IOException {
    Socket filler = new Socket();
    sockets.add(filler);
    try {
      filler.connect(new InetSocketAddress(Loopback.address(), port), SILENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:PORT} followed by the path, which begins with a slash. */
  public String url(String path) {
    return Origins.of(false, port).origin() + path;
  }

  @Override
  public void close() {
    closeAll(sockets);
  }

  private static void closeAll(List<Closeable> sockets) {
    for (Closeable socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public String toString() {
    return "DeadEnd[127.0.0.1:" + port + "]";
  }
}
