/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers GETs for {@code /HEADERS/BYTES/MILLIS} with that many header fields and bytes, after that
 * time. Listens on all addresses, so that each of 127.0.0.0/8 is an origin. Uses a thread for each
 * connection.
 */
public final class ShapedServer {

  private static final int BACKLOG = 4_096;

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  private ShapedServer() {}

  /** Prints the port and serves until the process ends. */
  public static void main(String[] args) throws IOException {
    ShapedServer server = new ShapedServer();
    try (ServerSocket listener = new ServerSocket(0, BACKLOG)) {
      System.out.println(listener.getLocalPort());
      while (true) {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> server.serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream input = new BufferedInputStream(socket.getInputStream(), 16_384);
      for (String path = path(input); !path.isEmpty(); path = path(input)) {
        byte[] answer = answers.computeIfAbsent(path, ShapedServer::answer);
        Thread.sleep(Long.parseLong(path.split("/", -1)[3]));
        socket.getOutputStream().write(answer);
      }
    } catch (IOException | InterruptedException gone) {
      // The client has closed the connection.
    }
  }

  /** Reads a head; empty at the end of the connection. */
  private static String path(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    String path = "";
    for (int next = input.read(); next >= 0; next = input.read()) {
      if (next != '\n') {
        line.append((char) next);
      } else if (line.length() <= 1) {
        return path;
      } else {
        path = path.isEmpty() ? line.toString().split(" ", -1)[1] : path;
        line.setLength(0);
      }
    }
    return "";
  }

  private static byte[] answer(String path) {
    String[] parts = path.split("/", -1);
    StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
      head.append("X-Field-")
          .append(i)
          .append(": a value of usual length ")
          .append(i)
          .append("\r\n");
    }
    int bytes = Integer.parseInt(parts[2]);
    head.append("Content-Length: ").append(bytes).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(start, start.length + bytes);
  }
}
