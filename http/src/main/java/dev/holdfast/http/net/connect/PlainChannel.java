/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Registration;
import dev.holdfast.http.transport.TlsSession;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A TCP connection. */
final class PlainChannel extends Channel implements Registration.Target {

  /**
   * The most bytes in one call. Larger buffers would make the JDK keep direct buffers of that size.
   */
  private static final int LARGEST_CALL = 64 * 1024;

  private final SocketChannel socket;
  private final Registration registration;
  private final SocketAddress address;
  private final String remote;
  private long lastRead = System.nanoTime();
  private long lastWrite = lastRead;
  private long written;
  private @Nullable Buffers buffers;

  /**
   * Creates a channel of a connected socket.
   *
   * @param registration of the socket, with that loop
   */
  PlainChannel(Registration registration, Loop loop, SocketAddress address) {
    this.socket = registration.channel();
    this.registration = registration;
    this.address = address;
    this.remote = AddressMemory.text(address);
    this.buffers = loop.buffers();
    registration.want(0);
    registration.target(this);
  }

  @Override
  public void attach(Loop loop) throws IOException {
    registration.attach(loop);
    buffers = loop.buffers();
  }

  @Override
  public void detach(Runnable whenStray) {
    registration.whenStray(whenStray);
    registration.detach();
    buffers = null;
  }

  @Override
  public void lend(@Nullable Buffers lent) {
    buffers = lent;
  }

  @Override
  public Buffers.Space space() {
    return buffers().plain();
  }

  /** Returns the buffers of the loop; new ones if no loop has the connection. */
  @Override
  Buffers buffers() {
    Buffers there = buffers;
    return there == null ? Buffers.small() : there;
  }

  @Override
  public void ready(int operations) {
    owner()
        .ready((operations & SelectionKey.OP_READ) != 0, (operations & SelectionKey.OP_WRITE) != 0);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = socket.read(target);
    if (count > 0) {
      lastRead = System.nanoTime();
    }
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    long before = written;
    int end = source.limit();
    boolean more = source.hasRemaining();
    while (more) {
      int wanted = Math.min(end - source.position(), LARGEST_CALL);
      source.limit(source.position() + wanted);
      int count = socket.write(source);
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
  public long write(ByteBuffer[] sources, int count) throws IOException {
    long taken = socket.write(sources, 0, count);
    written += taken;
    if (taken > 0) {
      lastWrite = System.nanoTime();
    }
    return taken;
  }

  @Override
  public void want(boolean read, boolean write) {
    registration.want((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
  }

  @Override
  public boolean holdsInput() {
    return false;
  }

  @Override
  public boolean secure() {
    return false;
  }

  @Override
  public boolean endAnnounced() {
    return true;
  }

  @Override
  public long lastRead() {
    return lastRead;
  }

  @Override
  public long lastWrite() {
    return lastWrite;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  @Override
  Optional<TlsSession> tls() {
    return Optional.empty();
  }

  @Override
  public void abort() {
    registration.close();
  }

  @Override
  public void close() {
    registration.close();
  }
}
