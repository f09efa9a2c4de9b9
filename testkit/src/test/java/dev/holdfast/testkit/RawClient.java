/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that returns the bytes received, and how the connection ended. */
final class RawClient implements AutoCloseable {

  static final String GET = "GET /path?q=1 HTTP/1.1\r\nHost: here\r\n\r\n";

  /** Only a broken test waits this long. */
  private static final int GUARD_MILLIS = 10_000;

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient connect(FaultServer server) throws IOException {
    return over(new Socket(Loopback.address(), server.port()));
  }

  static RawClient over(Socket socket) throws IOException {
    socket.setSoTimeout(GUARD_MILLIS);
    return new RawClient(socket);
  }

  /** Sends one request on a new connection and returns everything received. */
  static String get(FaultServer server) throws IOException {
    try (RawClient client = connect(server)) {
      return client.send(GET).readToEnd();
    }
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  String read(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** Returns everything received until FIN; a reset appears as {@code <RST>} at the end. */
  String readToEnd() throws IOException {
    return readToEnd("");
  }

  /** As {@link #readToEnd()}; silence of 50 ms appears as {@code <silence>} at the end. */
  String readToSilence() throws IOException {
    socket.setSoTimeout(50);
    return readToEnd("<silence>");
  }

  private String readToEnd(String silence) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (int b = socket.getInputStream().read();
          b >= 0;
          b = socket.getInputStream().read()) {
        bytes.write(b);
      }
    } catch (SocketTimeoutException e) {
      if (silence.isEmpty()) {
        throw e;
      }
      return bytes.toString(StandardCharsets.UTF_8) + silence;
    } catch (IOException e) {
      return bytes.toString(StandardCharsets.UTF_8) + "<RST>";
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
