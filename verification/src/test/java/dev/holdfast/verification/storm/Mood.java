/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The server's treatment of a request. */
enum Mood {
  /** Answers and keeps the connection. */
  KIND,
  /** Answers in chunks. */
  CHUNKED,
  /** Answers and closes the connection, although it promised to keep it. */
  FICKLE,
  /** Answers, and sends bytes that look like the answer to the next request. */
  POISONOUS,
  /** Answers 503 and keeps the connection. */
  BUSY,
  /** Closes without an answer. */
  MUTE,
  /** Resets the connection. */
  RUDE,
  /** Sends half of the body, then closes. */
  SHORT,
  /** Sends something that is not HTTP. */
  ODD,
  /** Answers too late, on a connection that must not be read any more. */
  LATE,
  /** Answers when as many requests are waiting as there should be connections. */
  TOGETHER;

  private static final long LATENESS_MILLIS = 150;

  /** Answers, and returns whether the connection is kept. */
  boolean answer(Socket socket, OutputStream out, String nonce)
      throws IOException, InterruptedException {
    return switch (this) {
      case KIND, TOGETHER -> send(out, answer(200, nonce));
      case CHUNKED -> send(out, chunked(nonce));
      case FICKLE -> !send(out, answer(200, nonce));
      case POISONOUS -> send(out, answer(200, nonce) + answer(200, "poison"));
      case BUSY -> send(out, answer(503, "busy"));
      case MUTE -> false;
      case RUDE -> {
        socket.setSoLinger(true, 0);
        yield false;
      }
      case SHORT -> !send(out, head(200, nonce.length()) + nonce.substring(nonce.length() / 2));
      case ODD -> !send(out, "this is not http\r\n\r\n");
      case LATE -> {
        TimeUnit.MILLISECONDS.sleep(LATENESS_MILLIS);
        yield send(out, answer(200, nonce));
      }
    };
  }

  private static boolean send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    return true;
  }

  private static String answer(int status, String body) {
    return head(status, body.length()) + body;
  }

  private static String head(int status, int length) {
    return "HTTP/1.1 " + status + " Status\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String chunked(String nonce) {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    return head + "1\r\n" + nonce.charAt(0) + "\r\n" + Integer.toHexString(nonce.length() - 1)
        + "\r\n" + nonce.substring(1) + "\r\n0\r\n\r\n";
  }
}
