/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server on one loopback address that answers every request, and that can forget its connections
 * as a restart or a middlebox does.
 */
public final class AgingServer implements Closeable {

  /** How connections end that were forgotten. */
  enum Fate {
    /** The next request on it is met with RST. */
    RESET,
    /** The next request on it is met with silence. */
    SILENCE,
    /** It is closed at once, and the client's end is waited for. */
    CLOSE
  }

  private final ServerSocket listener;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String answer;
  private volatile long delayMillis;
  private volatile CountDownLatch together = new CountDownLatch(0);

  private AgingServer(ServerSocket listener, String answer) {
    this.listener = listener;
    this.answer = answer;
    daemon(this::accept);
  }

  public static AgingServer start() throws IOException {
    return start("127.0.0.1", 0, 200);
  }

  public static AgingServer start(String address, int port, int status) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), port), 3_000);
    return new AgingServer(listener, answer(status, ""));
  }

  /** Further header lines, each with its end, in every answer. */
  AgingServer headers(String lines) {
    answer = answer(200, lines);
    return this;
  }

  /** Every answer comes that late. */
  public AgingServer delay(long millis) {
    delayMillis = millis;
    return this;
  }

  private static String answer(int status, String lines) {
    return "HTTP/1.1 " + status + " Status\r\n" + lines + "Content-Length: 2\r\n\r\nok";
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  int connections() {
    return accepted.get();
  }

  public int requests() {
    return requests.get();
  }

  /** The next answers wait for one another, so that each takes a connection. */
  public void answerTogether(int count) {
    together = new CountDownLatch(count);
  }

  /** What is open now meets its end. */
  void forget(Fate fate) {
    clients.forEach(client -> client.forget(fate));
  }

  /** Waits until that many requests have come. */
  public void awaitRequests(int count, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (requests.get() < count && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Waits until the clients have closed all connections but that many; whether they did. */
  public boolean awaitOpen(int most, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (clients.size() > most && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return clients.size() <= most;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    clients.forEach(Client::close);
  }

  private void accept() {
    try {
      while (true) {
        Client client = new Client(listener.accept());
        accepted.incrementAndGet();
        clients.add(client);
        daemon(client::serve);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "aging-server");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Client {

    private final Socket socket;
    private volatile @Nullable Fate fate;

    Client(Socket socket) {
      this.socket = socket;
    }

    void forget(Fate end) {
      fate = end;
      if (end == Fate.CLOSE) {
        try {
          socket.shutdownOutput();
        } catch (IOException gone) {
          close();
        }
      }
    }

    void serve() {
      try {
        InputStream in = socket.getInputStream();
        while (readHead(in)) {
          requests.incrementAndGet();
          if (fate == Fate.RESET) {
            socket.setSoLinger(true, 0);
            return;
          }
          if (fate == null) {
            CountDownLatch all = together;
            all.countDown();
            all.await();
            TimeUnit.MILLISECONDS.sleep(delayMillis);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          }
        }
      } catch (IOException | InterruptedException over) {
        // The client has closed it, or the test is over.
      } finally {
        close();
      }
    }

    private boolean readHead(InputStream in) throws IOException {
      int newlines = 0;
      while (newlines < 2) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
      }
      return true;
    }

    void close() {
      clients.remove(this);
      try {
        socket.close();
      } catch (IOException gone) {
        // It is closed in any case.
      }
    }
  }
}
