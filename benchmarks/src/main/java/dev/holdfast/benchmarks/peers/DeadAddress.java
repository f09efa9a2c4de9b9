/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of an address that never answers: their accept queues are full, so that the kernel drops
 * every SYN (Linux).
 */
final class DeadAddress implements AutoCloseable {

  /** A name with two addresses, the dead one first: see {@code holdfast-bench}. */
  static final String HOST = "two.example";

  private static final int SILENCE_MILLIS = 150;

  private final List<Closeable> sockets = new ArrayList<>();

  /** Adds a port. The name's second address is that of the loopback interface. */
  void add(int port) throws IOException {
    InetAddress dead = InetAddress.getAllByName(HOST)[0];
    ServerSocket listener = new ServerSocket(port, 1, dead);
    sockets.add(listener);
    boolean answers = true;
    while (answers) {
      Socket filler = new Socket();
      sockets.add(filler);
      try {
        filler.connect(new InetSocketAddress(dead, port), SILENCE_MILLIS);
      } catch (SocketTimeoutException full) {
        answers = false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable socket : sockets) {
      socket.close();
    }
  }
}
