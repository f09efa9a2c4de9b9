/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.live;

import dev.holdfast.http.message.Headers;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection of a client: one request at a time, none with a body. */
final class LiveConnection {

  private static final Pattern REQUEST = Pattern.compile("GET /(\\d+) HTTP/1\\.1\r\n");
  private static final int LARGEST_HEAD = 8_192;
  /** No timeout: the client's own timeout ends an attempt. */
  private static final long PATIENT = Long.MAX_VALUE;

  private final LiveFront front;
  private final SocketChannel socket;
  private final ByteBuffer head = ByteBuffer.allocate(LARGEST_HEAD);
  private @Nullable Attempt attempt;

  LiveConnection(LiveFront front, SocketChannel socket) {
    this.front = front;
    this.socket = socket;
  }

  void readable() {
    try {
      if (socket.read(head) < 0) {
        close();
        return;
      }
    } catch (IOException reset) {
      close();
      return;
    }
    String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r\n\r\n")) {
      return;
    }
    head.clear();
    Matcher request = REQUEST.matcher(text);
    if (!request.lookingAt()) {
      throw new IllegalStateException("not a request of the lab: " + text);
    }
    int client = Integer.parseInt(request.group(1));
    attempt = front.client(client).send(PATIENT, this::answer);
  }

  private void answer(Answer answer) {
    attempt = null;
    if (answer.kind() != Answer.Kind.RESPONSE) {
      reset();
      return;
    }
    StringBuilder text = new StringBuilder("HTTP/1.1 ")
        .append(answer.status())
        .append(" Lab\r\nContent-Length: 0\r\n");
    for (Headers.Field field : answer.headers()) {
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    try {
      // A hundred bytes on a connection without other output: the kernel accepts them at once.
      if (socket.write(bytes) < 0 || bytes.hasRemaining()) {
        reset();
      }
    } catch (IOException gone) {
      close();
    }
  }

  /** Closes the connection with a reset, as a process that dies. */
  private void reset() {
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException gone) {
      // The connection is closed below.
    }
    close();
  }

  private void close() {
    Attempt open = attempt;
    attempt = null;
    try {
      socket.close();
    } catch (IOException gone) {
      // There is nothing more to close.
    }
    if (open != null) {
      open.cancel();
    }
  }
}
