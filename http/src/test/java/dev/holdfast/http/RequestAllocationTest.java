/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What it takes to build a request, to send it over the default transport, and to read its body.
 * Measured after the compiler has seen the code often enough; the bounds leave room for what it
 * makes of it.
 */
@Isolated
class RequestAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 10_000;
  private static final int CALLS = 3_000;
  private static final int BODY = 1_024;
  private static final int UPLOAD = 64 * 1_024;

  @SuppressWarnings("unused") // keeps the compiler from leaving the work out
  private volatile Object last = "";

  private long bytes(Callable<?> work) throws Exception {
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < WARM_UP; i++) {
      last = work.call();
    }
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      last = work.call();
    }
    return (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS;
  }

  @Test
  void aRequestIsLittleMoreThanItsTexts() throws Exception {
    assertThat(bytes(() -> Request.get("http://api.example.com:8080/data?page=2")))
        .isLessThanOrEqualTo(260);
  }

  @Test
  void bytesThatAreWrappedAreNotCopied() throws Exception {
    byte[] upload = new byte[UPLOAD];

    assertThat(bytes(() -> Request.post("http://api.example.com/data").body(Body.wrap(upload))))
        .isLessThanOrEqualTo(520);
  }

  @Test
  void aCallWithItsRequestAndItsBodyStaysBelowFourAndAHalfKilobytes() throws Exception {
    try (Server server = new Server();
        Session session = Session.create()) {
      String url = server.url();

      assertThat(bytes(() -> session.request(Request.get(url)).bytes())).isLessThanOrEqualTo(4_400);
    }
  }

  /** Answers each request that has no body, one connection after the other. */
  private static final class Server implements AutoCloseable {

    private static final byte[] HEAD = ("HTTP/1.1 200 OK\r\nDate: Tue, 24 Nov 2026 08:00:00 GMT\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + BODY + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    Server() throws IOException {
      Thread thread = new Thread(this::serve, "server");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://127.0.0.1:" + listener.getLocalPort() + "/data";
    }

    private void serve() {
      byte[] answer = Arrays.copyOf(HEAD, HEAD.length + BODY);
      byte[] request = new byte[8_192];
      try (Socket socket = listener.accept()) {
        socket.setTcpNoDelay(true);
        InputStream input = socket.getInputStream();
        // A request without a body comes in one piece.
        while (input.read(request) > 0) {
          socket.getOutputStream().write(answer);
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
