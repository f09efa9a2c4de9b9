/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections and serves each on a daemon thread of its own; closes what is left. */
public final class Acceptor implements Closeable {

  private final ServerSocket listener;
  private final String name;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Phaser served = new Phaser(1);
  private final AtomicInteger connections = new AtomicInteger();

  /** What to do with one connection. */
  public interface Service {
    void serve(Socket socket) throws Exception;
  }

  /** @param name of the threads */
  public Acceptor(ServerSocket listener, String name, Service service) {
    this.listener = listener;
    this.name = name;
    this.service = service;
  }

  /** Begins to accept. */
  public void start() {
    start(this::acceptAll);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many there were so far. */
  public int connections() {
    return connections.get();
  }

  /** Waits until no connection is left; the last thing to ask. */
  public boolean deserted(long patience, TimeUnit unit) throws InterruptedException {
    try {
      served.awaitAdvanceInterruptibly(served.arriveAndDeregister(), patience, unit);
      return true;
    } catch (TimeoutException stillOpen) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        served.register();
        connections.incrementAndGet();
        start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      service.serve(socket);
    } catch (Exception gone) {
      // The client went away or the test is over: its own assertions tell.
    } finally {
      open.remove(socket);
      served.arriveAndDeregister();
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
