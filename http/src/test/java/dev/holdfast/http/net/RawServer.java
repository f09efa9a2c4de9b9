/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server whose every byte a test decides: each connection runs the script on its own thread. */
final class RawServer implements Closeable {

  private final Acceptor acceptor;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What to do with one connection. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  RawServer(ServerSocket listener, Script script) {
    acceptor = new Acceptor(listener, "raw-server", socket -> script.run(new Peer(socket)));
    acceptor.start();
  }

  static RawServer start(Script script) throws IOException {
    return new RawServer(new ServerSocket(0, 50, Loopback.address(1)), script);
  }

  /** Sends these bytes to every request, then goes on or closes. */
  static RawServer answering(String response) throws IOException {
    return start(peer -> {
      while (peer.readHead()) {
        peer.send(response);
      }
    });
  }

  /** Sends these bytes to the first request and closes with FIN. */
  static RawServer answeringOnce(String response) throws IOException {
    return start(peer -> {
      peer.readHead();
      peer.send(response);
    });
  }

  /** Reads the request and never says anything. */
  static RawServer silent() throws IOException {
    return start(peer -> {
      peer.readHead();
      peer.awaitEnd();
    });
  }

  int port() {
    return acceptor.port();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int connections() {
    return acceptor.connections();
  }

  /** The heads of the requests so far. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }

  /** The client's end of one connection, as seen by a script. */
  final class Peer {

    private final Socket socket;
    private final InputStream input;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.input = socket.getInputStream();
    }

    Socket socket() {
      return socket;
    }

    /** The same connection inside TLS. */
    Peer over(Socket tls) throws IOException {
      return new Peer(tls);
    }

    /** Reads a request head; false if the client closed instead. */
    boolean readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = input.read();
        if (b < 0) {
          return false;
        }
        head.write(b);
      }
      requests.add(head.toString(StandardCharsets.ISO_8859_1));
      return true;
    }

    /** A line without its end. */
    String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = input.read(); b >= 0 && b != '\n'; b = input.read()) {
        if (b != '\r') {
          line.append((char) b);
        }
      }
      return line.toString();
    }

    byte[] read(int count) throws IOException {
      return input.readNBytes(count);
    }

    /** Everything until the client closes. */
    String readAll() throws IOException {
      return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Sends one copy after the other, that far apart, until the client has gone. */
    void drip(String text, long millis) throws IOException, InterruptedException {
      CountDownLatch never = new CountDownLatch(1);
      do {
        send(text);
      } while (!never.await(millis, TimeUnit.MILLISECONDS));
    }

    /** Blocks until the client closes. */
    void awaitEnd() throws IOException {
      input.skip(Long.MAX_VALUE);
    }

    /** Closes with a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
