/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.live;

import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.sim.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Puts a simulated server behind a real socket on the loopback interface, and advances its world in
 * real time. One thread does everything, so that only one thread uses the world; other threads may
 * call only {@link #tell}.
 */
final class LiveFront implements AutoCloseable {

  private static final int BACKLOG = 4_096;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final List<Connections> clients = new ArrayList<>();
  private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();

  LiveFront() throws IOException {
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Adds a client, whose number is its path. */
  String add(Connections connections) throws IOException {
    clients.add(connections);
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    return "http://127.0.0.1:" + port + "/" + (clients.size() - 1);
  }

  Connections client(int number) {
    return clients.get(number);
  }

  /** Runs a task in the world. */
  void tell(Runnable task) {
    told.add(task);
  }

  /** Advances the world in real time. */
  void drive(World world, long untilNanos) throws IOException {
    long start = System.nanoTime();
    long now = 0;
    while (now < untilNanos) {
      int ignored = selector.select(1);
      now = System.nanoTime() - start;
      world.runUntil(now);
      Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
      while (keys.hasNext()) {
        serve(keys.next());
        keys.remove();
      }
      Runnable task = told.poll();
      while (task != null) {
        task.run();
        task = told.poll();
      }
      world.runUntil(now);
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.attachment() instanceof LiveConnection connection) {
      connection.readable();
      return;
    }
    SocketChannel socket = listener.accept();
    while (socket != null) {
      socket.configureBlocking(false);
      SelectionKey ignored =
          socket.register(selector, SelectionKey.OP_READ, new LiveConnection(this, socket));
      socket = listener.accept();
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
