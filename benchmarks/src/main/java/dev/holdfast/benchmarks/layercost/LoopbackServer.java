/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers every request head on every connection with the same 1 KiB, as cheaply as Java can. A
 * process of its own, so that its work and its garbage are not counted as the clients'.
 */
public final class LoopbackServer {

  static final int BODY_LENGTH = 1024;

  private static final byte[] ANSWER = answer();

  private LoopbackServer() {}

  /** Prints its port and serves until its standard input ends. */
  public static void main(String[] args) throws IOException {
    ServerSocket listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    System.out.println(listener.getLocalPort());
    Thread acceptor = new Thread(() -> acceptAll(listener));
    acceptor.setDaemon(true);
    acceptor.start();
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
  }

  private static void acceptAll(ServerSocket listener) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException closed) {
      // The process ends.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream input = socket.getInputStream();
      OutputStream output = socket.getOutputStream();
      byte[] buffer = new byte[4096];
      int matched = 0;
      for (int count = input.read(buffer); count > 0; count = input.read(buffer)) {
        for (int i = 0; i < count; i++) {
          matched = next(matched, buffer[i]);
          if (matched == 4) {
            matched = 0;
            output.write(ANSWER);
          }
        }
      }
    } catch (IOException gone) {
      // A client that has had enough.
    }
  }

  /** How much of the empty line that ends a head has been seen. */
  private static int next(int matched, byte b) {
    byte expected = (byte) (matched % 2 == 0 ? '\r' : '\n');
    if (b == expected) {
      return matched + 1;
    }
    return b == '\r' ? 1 : 0;
  }

  private static byte[] answer() {
    String head = "HTTP/1.1 200 OK\r\n"
        + "Date: Tue, 24 Nov 2026 08:00:00 GMT\r\n"
        + "Content-Type: application/json\r\n"
        + "Content-Length: " + BODY_LENGTH + "\r\n"
        + "\r\n";
    return (head + "x".repeat(BODY_LENGTH)).getBytes(StandardCharsets.ISO_8859_1);
  }
}
