/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Answers a request when its last frame has come. */
// A write that fails closes the connection, which the client notices.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Answers extends ChannelInboundHandlerAdapter {

  /** The requested lengths of requests whose bodies are still arriving, by stream. */
  private final Map<Integer, Integer> asked = new HashMap<>();

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2HeadersFrame head) {
      int length = Integer.parseInt(head.headers().path().toString().substring(1));
      if (head.isEndStream()) {
        answer(context, head.stream(), length);
      } else {
        asked.put(head.stream().id(), length);
      }
    } else if (message instanceof Http2DataFrame data) {
      Http2FrameStream stream = data.stream();
      context.write(
          new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(stream));
      if (data.isEndStream()) {
        answer(context, stream, Objects.requireNonNull(asked.remove(stream.id())));
      }
    }
    ReferenceCountUtil.release(message);
  }

  private static void answer(ChannelHandlerContext context, Http2FrameStream stream, int length) {
    Http2Headers headers = new DefaultHttp2Headers(false)
        .status("200")
        .add("date", "Tue, 24 Nov 2026 08:00:00 GMT")
        .add("content-type", "application/json")
        .addInt("content-length", length);
    context.write(new DefaultHttp2HeadersFrame(headers).stream(stream));
    context.write(new DefaultHttp2DataFrame(Answer.body(length), true).stream(stream));
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
