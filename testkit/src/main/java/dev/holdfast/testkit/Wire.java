/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The server's end of one connection. Keeps the TCP socket below TLS accessible, since faults
 * happen there.
 */
final class Wire {

  private final Socket tcp;
  private final Traffic traffic;
  private final CountDownLatch serverClosed;
  private Socket top;
  private InputStream in;
  private OutputStream out;

  Wire(Socket tcp, Traffic traffic, CountDownLatch serverClosed) throws IOException {
    this.tcp = tcp;
    this.traffic = traffic;
    this.serverClosed = serverClosed;
    this.top = tcp;
    this.in = new BufferedInputStream(tcp.getInputStream());
    this.out = tcp.getOutputStream();
    // Each send must leave at once: a fault is defined by the bytes that arrived before it.
    tcp.setTcpNoDelay(true);
  }

  InputStream in() {
    return in;
  }

  boolean isOpen() {
    return !tcp.isClosed();
  }

  boolean isSecure() {
    return top instanceof SSLSocket;
  }

  void startTls(SSLContext context) throws IOException {
    SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, true);
    top = secure;
    secure.startHandshake();
    in = new BufferedInputStream(secure.getInputStream());
    out = secure.getOutputStream();
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    traffic.sent(bytes.length);
  }

  void drip(byte[] bytes, long intervalNanos) throws IOException, InterruptedException {
    for (int i = 0; i < bytes.length; i++) {
      if (i > 0) {
        pause(intervalNanos);
      }
      send(new byte[] {bytes[i]});
    }
  }

  void endless(byte[] chunk, long intervalNanos) throws IOException, InterruptedException {
    while (isOpen()) {
      send(chunk);
      pause(intervalNanos);
    }
  }

  void pause(long nanos) throws IOException, InterruptedException {
    if (nanos > 0 && serverClosed.await(nanos, TimeUnit.NANOSECONDS)) {
      throw new IOException("the server is closed");
    }
  }

  void receive(int bytes) throws IOException {
    in.readNBytes(bytes);
  }

  void drain() throws IOException {
    byte[] sink = new byte[8192];
    while (in.read(sink) >= 0) {
      // Its errors no longer matter.
    }
  }

  void stall() throws IOException {
    drain();
    fin();
  }

  void freeze() throws InterruptedException {
    serverClosed.await();
  }

  void halfClose() throws IOException {
    tcp.shutdownOutput();
  }

  void fin() throws IOException {
    discardArrived();
    top.close();
    tcp.close();
  }

  void cut() throws IOException {
    tcp.shutdownOutput();
    tcp.close();
  }

  void rst() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** Discards unread bytes. Closing a socket that has some sends an RST instead of a FIN. */
  private void discardArrived() throws IOException {
    if (isOpen()) {
      in.skipNBytes(in.available());
    }
  }
}
