/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.TlsSession;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection, in the clear. Belongs to the loop it is attached to; never blocks.
 */
public abstract class Link {

  /** Told what can be done, as far as {@link #want} asked for it. */
  public interface Owner {
    void ready(boolean readable, boolean writable);
  }

  private static final Owner NONE = (readable, writable) -> {};

  private Owner owner = NONE;
  private @Nullable ConnectionInfo info;

  /** Sets what is told from now on. */
  public final void owner(Owner next) {
    owner = next;
  }

  public final Owner owner() {
    return owner;
  }

  /** The loop has it from now on. On the loop's thread. */
  public abstract void attach(Loop loop) throws IOException;

  /**
   * No loop has it from now on.
   *
   * @param whenStray run if something comes nevertheless, on a loop that it was attached to
   */
  public abstract void detach(Runnable whenStray);

  /** Lends it buffers while no loop has it; null to take them back. */
  public abstract void lend(@Nullable Buffers buffers);

  /** What it lends to what lies above it. */
  abstract Buffers buffers();

  /** What it is read into. */
  public abstract Buffers.Space space();

  /** Space to read into; what is in it stays until something else is read. */
  public final ByteBuffer scratch() {
    return space().take();
  }

  /** Reads what is there: 0 if nothing, -1 at the end. The target has room for 16 KiB at least. */
  public abstract int read(ByteBuffer target) throws IOException;

  /** Takes as much as it can without waiting. */
  public abstract int write(ByteBuffer source) throws IOException;

  /** As {@link #write(ByteBuffer)}, of the first so many of these, which travel together. */
  public abstract long write(ByteBuffer[] sources, int count) throws IOException;

  /** What to tell the owner from now on. Reading must have been tried before it is waited for. */
  public abstract void want(boolean read, boolean write);

  /** Whether {@link #read} could give something although the socket has nothing. */
  public abstract boolean holdsInput();

  public abstract boolean secure();

  /** Whether the peer has said that it ends; true where it cannot. */
  public abstract boolean endAnnounced();

  /** When bytes last came, as {@link System#nanoTime()}. */
  public abstract long lastRead();

  /** When bytes were last taken by the kernel, as {@link System#nanoTime()}. */
  public abstract long lastWrite();

  /** Bytes that the kernel took since the connection was made. */
  public abstract long written();

  /** Where it leads, for people to read. */
  public abstract String remote();

  /** The address it was connected to. */
  public abstract SocketAddress address();

  /** The session of TLS; empty without it. */
  abstract Optional<TlsSession> tls();

  /**
   * What people may know of it; made once.
   *
   * @param protocol the version of HTTP that it speaks, always the same
   */
  public final ConnectionInfo info(String protocol) {
    ConnectionInfo known = info;
    if (known == null) {
      known = new ConnectionInfo(protocol, remote(), Optional.of(address()), tls());
      info = known;
    }
    return known;
  }

  /** Ends the TCP connection. From any thread. */
  public abstract void abort();

  /** Closes at once. TLS says goodbye, but nothing is waited for. */
  public abstract void close();
}
