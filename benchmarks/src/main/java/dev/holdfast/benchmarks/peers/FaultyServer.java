/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers GETs of 1 KiB, a share of which fails, on any number of ports: one for each client, with
 * its own sequence of faults, the same in each scenario, and its own count.
 *
 * <p>Lines of the input: {@code open} another port, {@code STALL 0.1} (a {@link Fault} and its
 * share; counts and sequences begin anew), {@code count} of the requests, port by port.
 */
public final class FaultyServer {

  /** The time of a request at a slow server, and the time of the share that is slower. */
  private static final long SLOW_MILLIS = 300;

  private static final long SLOWER_MILLIS = 3_000;

  /** Of the chances of each client in each scenario. */
  private static final long SEED = 1;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<Integer, AtomicLong> requests = new TreeMap<>();
  private final List<Random> chances = new ArrayList<>();
  private volatile Fault fault = Fault.STATUS_503;
  private volatile double share;

  private FaultyServer() {}

  /** Prints the first port; ends with its input. */
  public static void main(String[] args) throws InterruptedException {
    FaultyServer server = new FaultyServer();
    System.out.println(server.open());
    Scanner input = new Scanner(System.in, StandardCharsets.US_ASCII);
    while (input.hasNextLine()) {
      System.out.println(server.answer(input.nextLine().split(" ", -1)));
    }
    System.exit(0);
  }

  private String answer(String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "open" -> String.valueOf(open());
      case "count" -> requests.toString();
      default -> begin(Fault.valueOf(words[0]), Double.parseDouble(words[1]));
    };
  }

  private String begin(Fault next, double itsShare) {
    fault = next;
    share = itsShare;
    requests.values().forEach(count -> count.set(0));
    chances.forEach(random -> random.setSeed(SEED));
    return "ready";
  }

  private int open() throws InterruptedException {
    AtomicLong count = new AtomicLong();
    Random random = new Random(SEED);
    Channel listener = new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel
                .pipeline()
                .addLast(
                    new HttpServerCodec(),
                    new HttpObjectAggregator(1024),
                    new Answers(count, random));
          }
        })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    requests.put(port, count);
    chances.add(random);
    return port;
  }

  // A write that fails closes the connection, which the client notices.
  @SuppressWarnings("FutureReturnValueIgnored")
  private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final AtomicLong count;
    private final Random random;

    Answers(AtomicLong count, Random random) {
      this.count = count;
      this.random = random;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      count.incrementAndGet();
      boolean fails = random.nextDouble() < share;
      switch (fault) {
        case STATUS_503 -> answer(context, fails ? 503 : 200);
        case RESET -> {
          if (fails) {
            ((SocketChannel) context.channel()).config().setSoLinger(0);
            context.close();
          } else {
            answer(context, 200);
          }
        }
        case STALL -> {
          if (!fails) {
            answer(context, 200);
          }
        }
        case SLOW ->
          context
              .executor()
              .schedule(
                  () -> answer(context, 200),
                  fails ? SLOWER_MILLIS : SLOW_MILLIS,
                  TimeUnit.MILLISECONDS);
        case DEAD_ADDRESS -> answer(context, 200);
      }
    }

    private static void answer(ChannelHandlerContext context, int status) {
      int length = status == 200 ? Work.GET_1K.answer() : 0;
      FullHttpResponse response = new DefaultFullHttpResponse(
          HttpVersion.HTTP_1_1,
          HttpResponseStatus.valueOf(status),
          length == 0 ? context.alloc().buffer(0) : Answer.body(length));
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
      context.writeAndFlush(response);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // The client may have closed the connection.
      context.close();
    }
  }
}
