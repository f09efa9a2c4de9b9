/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small loopback server for many calls: the first segment of the path is its mood, the second a
 * nonce that it sends back as the body. It keeps no log.
 */
final class MoodyServer implements AutoCloseable {

  private static final long LOOK_AGAIN_MILLIS = 5;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CyclicBarrier together;

  MoodyServer(int connections) throws IOException {
    together = new CyclicBarrier(connections);
    listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String url(Mood mood, long nonce) {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/" + mood.name() + "/" + nonce;
  }

  /** Waits until no connection is left. Returns false if there still is one after that time. */
  boolean deserted(long patience, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(patience);
    while (!open.isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    return open.isEmpty();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      converse(socket);
    } catch (Exception gone) {
      // The client left or the test is over: the test's assertions decide.
    } finally {
      open.remove(socket);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "moody-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void converse(Socket socket) throws Exception {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    for (String target = target(in); target != null; target = target(in)) {
      String[] parts = target.split("/", -1);
      Mood mood = Mood.valueOf(parts[1]);
      if (mood == Mood.TOGETHER) {
        together.await();
      }
      if (!mood.answer(socket, socket.getOutputStream(), parts[2])) {
        return;
      }
    }
  }

  /** The target of the next request, which has no body; null at the end of the connection. */
  private static @Nullable String target(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString().split(" ", 3)[1];
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    together.reset();
  }
}
