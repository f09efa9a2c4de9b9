/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.SocketFactory;

/** The reference: a socket, a prepared request, and a reader that knows the answer's form. */
public final class RawSocket implements BlockingClient {

  private final SocketFactory sockets;
  private final int port;
  private final byte[] request;
  private final int bodyLength;

  private RawSocket(SocketFactory sockets, int port, byte[] request, int bodyLength) {
    this.sockets = sockets;
    this.port = port;
    this.request = request;
    this.bodyLength = bodyLength;
  }

  /**
   * A client that sends GETs.
   *
   * @param sockets creates plain sockets, or those of TLS
   * @param bodyLength of the answer
   */
  public static RawSocket get(SocketFactory sockets, int port, String path, int bodyLength) {
    return new RawSocket(sockets, port, head("GET", port, path, ""), bodyLength);
  }

  /** As {@link #get}, with a request body. */
  public static RawSocket post(
      SocketFactory sockets, int port, String path, byte[] upload, int bodyLength) {
    byte[] head = head("POST", port, path, "Content-Length: " + upload.length + "\r\n");
    byte[] request = Arrays.copyOf(head, head.length + upload.length);
    System.arraycopy(upload, 0, request, head.length, upload.length);
    return new RawSocket(sockets, port, request, bodyLength);
  }

  private static byte[] head(String method, int port, String path, String more) {
    String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
        + "\r\nAccept: */*\r\nUser-Agent: raw\r\n" + more + "\r\n";
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Caller newCaller() throws IOException {
    return new Loop(
        sockets.createSocket(InetAddress.getLoopbackAddress(), port), request, bodyLength);
  }

  private static final class Loop implements Caller {

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final int bodyLength;
    private final byte[] request;
    private final byte[] buffer;

    Loop(Socket socket, byte[] request, int bodyLength) throws IOException {
      this.socket = socket;
      this.request = request;
      this.bodyLength = bodyLength;
      socket.setTcpNoDelay(true);
      input = socket.getInputStream();
      output = socket.getOutputStream();
      buffer = new byte[bodyLength + 8192];
    }

    @Override
    public int call() throws IOException {
      output.write(request);
      int count = 0;
      int bodyAt = -1;
      while (bodyAt < 0 || count < bodyAt + bodyLength) {
        int read = input.read(buffer, count, buffer.length - count);
        if (read < 0) {
          throw new IOException("connection closed");
        }
        count += read;
        bodyAt = bodyAt < 0 ? bodyAt(count) : bodyAt;
      }
      byte[] body = new byte[count - bodyAt];
      System.arraycopy(buffer, bodyAt, body, 0, body.length);
      return body.length;
    }

    private int bodyAt(int count) {
      for (int i = 3; i < count; i++) {
        if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
