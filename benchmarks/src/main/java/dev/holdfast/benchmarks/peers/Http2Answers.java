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
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/** Answers a request without a body when its headers have come. */
// A write that fails closes the connection, which the client notices.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Answers extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2HeadersFrame asked && asked.isEndStream()) {
      int length = Integer.parseInt(asked.headers().path().toString().substring(1));
      Http2Headers headers = new DefaultHttp2Headers(false)
          .status("200")
          .add("date", "Tue, 24 Nov 2026 08:00:00 GMT")
          .add("content-type", "application/json")
          .addInt("content-length", length);
      context.write(new DefaultHttp2HeadersFrame(headers).stream(asked.stream()));
      context.write(new DefaultHttp2DataFrame(Answer.body(length), true).stream(asked.stream()));
    }
    ReferenceCountUtil.release(message);
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
}
