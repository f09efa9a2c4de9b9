/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** The answers of the server, prepared in advance. */
final class Answer {

  private static final Map<Integer, ByteBuf> BODIES = new HashMap<>();
  private static final Map<Integer, ByteBuf> HTTP_1 = new HashMap<>();

  static {
    for (Work work : EnumSet.allOf(Work.class)) {
      byte[] body = new byte[work.answer()];
      BODIES.put(work.answer(), shared(body));
      HTTP_1.put(work.answer(), shared(head(body.length), body));
    }
  }

  private Answer() {}

  /** Head and body of HTTP/1.1. */
  static ByteBuf http1(int length) {
    return of(HTTP_1, length);
  }

  /** The body. */
  static ByteBuf body(int length) {
    return of(BODIES, length);
  }

  private static ByteBuf of(Map<Integer, ByteBuf> answers, int length) {
    ByteBuf answer = answers.get(length);
    if (answer == null) {
      throw new IllegalArgumentException("no answer has " + length + " bytes");
    }
    return answer.duplicate();
  }

  private static ByteBuf shared(byte[]... parts) {
    ByteBuf whole = Unpooled.directBuffer();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return Unpooled.unreleasableBuffer(whole.asReadOnly());
  }

  private static byte[] head(int length) {
    String head = "HTTP/1.1 200 OK\r\n"
        + "Date: Tue, 24 Nov 2026 08:00:00 GMT\r\n"
        + "Content-Type: application/json\r\n"
        + "Content-Length: " + length + "\r\n"
        + "\r\n";
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }
}
