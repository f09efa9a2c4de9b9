/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Answers every request on any number of connections after a delay, on one thread. Runs in a
 * process of its own, so that its descriptors are not counted as the client's.
 */
public final class SlowServer {

  private static final ByteBuffer ANSWER = StandardCharsets.US_ASCII
      .encode("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      .asReadOnlyBuffer();

  private final Selector selector = Selector.open();
  private final long delayNanos;
  private final Queue<Due> due = new ArrayDeque<>();

  private record Due(long nanos, SocketChannel channel) {}

  private SlowServer(long delayMillis) throws IOException {
    this.delayNanos = delayMillis * 1_000_000;
  }

  /**
   * Prints the port and serves until the process ends. Argument: milliseconds before each answer.
   */
  public static void main(String[] args) throws IOException {
    new SlowServer(Long.parseLong(args[0])).serve();
  }

  private void serve() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16_384);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    System.out.println(listener.socket().getLocalPort());
    ByteBuffer scratch = ByteBuffer.allocate(8_192);
    while (true) {
      selector.select(10);
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept(listener);
        } else {
          read(key, scratch.clear());
        }
      }
      selector.selectedKeys().clear();
      answer();
    }
  }

  private void accept(ServerSocketChannel listener) throws IOException {
    SocketChannel channel;
    while ((channel = listener.accept()) != null) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  /** Reads a request. A request of the benchmark arrives in one piece. */
  private void read(SelectionKey key, ByteBuffer scratch) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (channel.read(scratch) < 0) {
        channel.close();
      } else {
        due.add(new Due(System.nanoTime() + delayNanos, channel));
      }
    } catch (IOException gone) {
      channel.close();
    }
  }

  private void answer() throws IOException {
    long now = System.nanoTime();
    for (Due next = due.peek(); next != null && next.nanos() - now <= 0; next = due.peek()) {
      due.remove();
      try {
        next.channel().write(ANSWER.duplicate());
      } catch (IOException gone) {
        next.channel().close();
      }
    }
  }
}
