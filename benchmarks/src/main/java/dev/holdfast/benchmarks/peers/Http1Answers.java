/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads as little of a request as it can, and answers with bytes made beforehand. */
// A write that fails closes the connection, which the client notices.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Answers extends ChannelInboundHandlerAdapter {

  private static final String LENGTH = "\ncontent-length:";

  private final byte[] head = new byte[8192];
  private int headLength;
  private int matched;
  private int bodyLeft;
  private int answer;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf received = (ByteBuf) message;
    try {
      while (received.isReadable()) {
        if (bodyLeft > 0) {
          int count = Math.min(bodyLeft, received.readableBytes());
          received.skipBytes(count);
          bodyLeft -= count;
        } else if (!headEnds(received)) {
          return;
        }
        if (bodyLeft == 0) {
          context.write(Answer.http1(answer));
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private boolean headEnds(ByteBuf received) {
    while (received.isReadable()) {
      byte next = received.readByte();
      head[headLength++] = next;
      matched = matched(next);
      if (matched == 4) {
        begin();
        return true;
      }
    }
    return false;
  }

  /** The number of bytes seen of the empty line that ends a head. */
  private int matched(byte next) {
    byte expected = (byte) (matched % 2 == 0 ? '\r' : '\n');
    if (next == expected) {
      return matched + 1;
    }
    return next == '\r' ? 1 : 0;
  }

  private void begin() {
    int path = 0;
    while (head[path] != '/') {
      path++;
    }
    answer = 0;
    for (int i = path + 1; head[i] != ' '; i++) {
      answer = answer * 10 + head[i] - '0';
    }
    bodyLeft = head[0] == 'P' ? contentLength() : 0;
    headLength = 0;
    matched = 0;
  }

  private int contentLength() {
    String text =
        new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = text.indexOf(LENGTH) + LENGTH.length();
    return Integer.parseInt(text.substring(at, text.indexOf('\r', at)).trim());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The client may have closed the connection.
    context.close();
  }
}
