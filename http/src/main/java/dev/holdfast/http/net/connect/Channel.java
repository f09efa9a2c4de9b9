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

/** The unencrypted bytes of one connection. Belongs to the loop it is attached to; never blocks. */
public abstract class Channel {

  /** Called when the operations are possible that {@link #want} asked for. */
  public interface Owner {
    void ready(boolean readable, boolean writable);
  }

  private static final Owner NONE = (readable, writable) -> {};

  private Owner owner = NONE;
  private @Nullable ConnectionInfo info;

  /** Sets the owner, which is called from now on. */
  public final void owner(Owner next) {
    owner = next;
  }

  public final Owner owner() {
    return owner;
  }

  /** Attaches this to a loop. On the loop's thread. */
  public abstract void attach(Loop loop) throws IOException;

  /**
   * Detaches this from its loop.
   *
   * @param whenStray runs if input arrives nevertheless, on a loop that this was attached to
   */
  public abstract void detach(Runnable whenStray);

  /** Lends buffers while no loop has this; null takes them back. */
  public abstract void lend(@Nullable Buffers buffers);

  /** Returns the buffers for the layer above. */
  abstract Buffers buffers();

  /** Returns the buffer space for reading. */
  public abstract Buffers.Space space();

  /** Returns space to read into. Its content stays valid until the next read. */
  public final ByteBuffer scratch() {
    return space().take();
  }

  /**
   * Reads the available bytes: 0 if there are none, -1 at the end. The target has room for 16 KiB
   * at least.
   */
  public abstract int read(ByteBuffer target) throws IOException;

  /** Writes as much as possible without waiting. */
  public abstract int write(ByteBuffer source) throws IOException;

  /** Writes the first buffers of the array together, as {@link #write(ByteBuffer)} does. */
  public abstract long write(ByteBuffer[] sources, int count) throws IOException;

  /**
   * Sets the operations that the owner waits for. A read must have been tried before it is waited
   * for.
   */
  public abstract void want(boolean read, boolean write);

  /** Whether {@link #read} could return bytes although the socket has none. */
  public abstract boolean holdsInput();

  public abstract boolean secure();

  /** Whether the peer has announced its end; true where it cannot. */
  public abstract boolean endAnnounced();

  /** Returns the {@link System#nanoTime()} of the last received bytes. */
  public abstract long lastRead();

  /** Returns the {@link System#nanoTime()} at which the kernel last accepted bytes. */
  public abstract long lastWrite();

  /** Returns the number of bytes that the kernel has accepted on this connection. */
  public abstract long written();

  /** Returns the peer, for people to read. */
  public abstract String remote();

  /** Returns the address of the peer. */
  public abstract SocketAddress address();

  /** Returns the TLS session; empty without TLS. */
  abstract Optional<TlsSession> tls();

  /**
   * Returns the description of the connection, created once.
   *
   * @param protocol its version of HTTP, always the same
   */
  public final ConnectionInfo info(String protocol) {
    ConnectionInfo known = info;
    if (known == null) {
      known = new ConnectionInfo(protocol, remote(), Optional.of(address()), tls());
      info = known;
    }
    return known;
  }

  /** Ends the TCP connection. Callable from any thread. */
  public abstract void abort();

  /** Closes at once. TLS sends its close_notify, but nothing is waited for. */
  public abstract void close();
}
