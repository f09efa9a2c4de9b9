/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The server for every client, in a process of its own: event loops that send prepared bytes, so
 * that the client limits a round. Plain HTTP/1.1, or with a key store as argument HTTP/1.1 and
 * HTTP/2 over TLS.
 */
public final class Server {

  private static final int MOST_STREAMS = 1024;

  private Server() {}

  /** Starts a process that serves that protocol. */
  static ServerProcess start(Protocol protocol, Certificate certificate) throws IOException {
    return protocol.secure()
        ? ServerProcess.start(Server.class, certificate.path())
        : ServerProcess.start(Server.class);
  }

  /** Prints its port and serves until its standard input ends. */
  public static void main(String[] args) throws Exception {
    SslContext tls = args.length == 0 ? null : tls(args[0]);
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    Channel listener = new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new Connections(tls))
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
    System.out.println(((InetSocketAddress) listener.localAddress()).getPort());
    waitForEnd();
    loops.shutdownGracefully().syncUninterruptibly();
  }

  private static void waitForEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Waits for the end of the input.
    }
  }

  private static SslContext tls(String keyStore) throws Exception {
    return SslContextBuilder.forServer(Certificate.key(keyStore))
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  private static final class Connections extends ChannelInitializer<SocketChannel> {

    private final @Nullable SslContext tls;

    Connections(@Nullable SslContext tls) {
      this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      if (tls == null) {
        channel.pipeline().addLast(new Http1Answers());
      } else {
        SslHandler handler = tls.newHandler(channel.alloc());
        // A busy machine may need long for a hundred handshakes at once.
        handler.setHandshakeTimeoutMillis(Target.CONNECT_TIMEOUT.toMillis());
        channel.pipeline().addLast(handler, new Negotiated());
      }
    }
  }

  private static final class Negotiated extends ApplicationProtocolNegotiationHandler {

    Negotiated() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(MOST_STREAMS);
        context
            .pipeline()
            .addLast(
                Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
                new Http2Answers());
      } else {
        context.pipeline().addLast(new Http1Answers());
      }
    }
  }
}
