/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Answers each head of a request without a body: looks for its end and nothing else. */
// A write that fails closes the connection, which the client notices.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Answers extends ChannelInboundHandlerAdapter {

  private static final ByteBuf ANSWER =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(answer()).asReadOnly());

  private int matched;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf received = (ByteBuf) message;
    try {
      while (received.isReadable()) {
        matched = next(received.readByte());
        if (matched == 4) {
          matched = 0;
          context.write(ANSWER.duplicate());
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** How much of the empty line that ends a head has been seen. */
  private int next(byte b) {
    byte expected = (byte) (matched % 2 == 0 ? '\r' : '\n');
    if (b == expected) {
      return matched + 1;
    }
    return b == '\r' ? 1 : 0;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Such as a client that has had enough.
    context.close();
  }

  private static byte[] answer() {
    String head = "HTTP/1.1 200 OK\r\n"
        + "Date: Tue, 24 Nov 2026 08:00:00 GMT\r\n"
        + "Content-Type: application/json\r\n"
        + "Content-Length: " + Answer.LENGTH + "\r\n"
        + "\r\n";
    return (head + "x".repeat(Answer.LENGTH)).getBytes(StandardCharsets.ISO_8859_1);
  }
}
