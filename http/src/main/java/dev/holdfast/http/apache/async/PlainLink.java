/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.AddressMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A TCP connection. */
final class PlainLink extends Link implements EventLoop.Ready {

  /** Larger buffers would make the JDK keep direct buffers of that size. */
  private static final int LARGEST_CALL = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final InetSocketAddress address;
  private final String remote;
  private long lastRead = System.nanoTime();
  private long lastWrite = lastRead;
  private long written;

  /** @param key the registration of a connected, non-blocking channel with the loop */
  PlainLink(SocketChannel channel, SelectionKey key, InetSocketAddress address) {
    this.channel = channel;
    this.key = key;
    this.address = address;
    this.remote = AddressMemory.text(address);
    key.interestOps(0);
    key.attach(this);
  }

  @Override
  public void ready(int operations) {
    owner()
        .ready((operations & SelectionKey.OP_READ) != 0, (operations & SelectionKey.OP_WRITE) != 0);
  }

  @Override
  int read(ByteBuffer target) throws IOException {
    int count = channel.read(target);
    if (count > 0) {
      lastRead = System.nanoTime();
    }
    return count;
  }

  @Override
  int write(ByteBuffer source) throws IOException {
    long before = written;
    int end = source.limit();
    boolean more = source.hasRemaining();
    while (more) {
      int wanted = Math.min(end - source.position(), LARGEST_CALL);
      source.limit(source.position() + wanted);
      int count = channel.write(source);
      source.limit(end);
      written += count;
      more = count == wanted && source.hasRemaining();
    }
    if (written != before) {
      lastWrite = System.nanoTime();
    }
    return (int) (written - before);
  }

  @Override
  void want(boolean read, boolean write) {
    int wanted = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    if (key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  @Override
  boolean holdsInput() {
    return false;
  }

  @Override
  boolean secure() {
    return false;
  }

  @Override
  boolean endAnnounced() {
    return true;
  }

  @Override
  long lastRead() {
    return lastRead;
  }

  @Override
  long lastWrite() {
    return lastWrite;
  }

  @Override
  long written() {
    return written;
  }

  @Override
  String remote() {
    return remote;
  }

  @Override
  InetSocketAddress address() {
    return address;
  }

  @Override
  void close() {
    try {
      channel.close();
      // Its descriptor goes with the next select, which comes at once: we are on the loop.
    } catch (IOException ignored) {
      // Closing is all that was wanted; the peer cannot tell the difference.
    }
  }
}
