/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Accepts connections, gives each a thread, and owns the threads and sockets until closed. */
final class Reception {

  private static final long CLOSE_LIMIT_NANOS = 1_000_000_000L;

  private final ServerSocket listener;
  private final Script script;
  private final Conversation.Setting setting;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  Reception(ServerSocket listener, Script script, Conversation.Setting setting) {
    this.listener = listener;
    this.script = script;
    this.setting = setting;
  }

  void open() {
    start("accept", this::acceptAll);
  }

  private void start(String name, Runnable work) {
    Runnable registered = () -> {
      try {
        work.run();
      } finally {
        threads.remove(Thread.currentThread());
      }
    };
    Thread thread = new Thread(registered, "fault-server-" + listener.getLocalPort() + "-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void acceptAll() {
    try {
      while (true) {
        accept(listener.accept());
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  private void accept(Socket socket) throws IOException {
    sockets.add(socket);
    if (closed.getCount() == 0) {
      // The connection was accepted while close() walked through the sockets, which may have missed
      // it.
      socket.close();
      return;
    }
    int number = setting.traffic().opened();
    start("connection-" + number, () -> converse(socket, number));
  }

  private void converse(Socket socket, int number) {
    try (socket) {
      Wire wire = new Wire(socket, setting.traffic(), closed);
      new Conversation(wire, number, script, setting).hold();
    } catch (IOException e) {
      // The client left, or a step broke the connection: the test wants both.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
      setting.traffic().closed();
    }
  }

  void close() {
    closed.countDown();
    close(listener);
    sockets.forEach(Reception::close);
    long end = System.nanoTime() + CLOSE_LIMIT_NANOS;
    // The accepting thread may add one more meanwhile, so this repeats until there is none.
    while (!threads.isEmpty() && System.nanoTime() - end < 0) {
      threads.forEach(thread -> join(thread, end - System.nanoTime()));
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void join(Thread thread, long nanos) {
    try {
      thread.join(Math.max(1, nanos / 1_000_000));
    } catch (InterruptedException e) {
      // The sockets are closed already; the caller handles the interrupt.
      Thread.currentThread().interrupt();
    }
  }
}
