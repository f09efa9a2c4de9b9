/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection, in the clear. Belongs to the loop it is attached to; never blocks.
 */
abstract class Link {

  /** Told what can be done, as far as {@link #want} asked for it. */
  interface Owner {
    void ready(boolean readable, boolean writable);
  }

  private static final Owner NONE = (readable, writable) -> {};

  private Owner owner = NONE;

  /** Sets what is told from now on. */
  final void owner(Owner next) {
    owner = next;
  }

  final Owner owner() {
    return owner;
  }

  /** The loop has it from now on. On the loop's thread. */
  abstract void attach(Loop loop) throws IOException;

  /**
   * No loop has it from now on.
   *
   * @param whenStray run if something comes nevertheless, on a loop that it was attached to
   */
  abstract void detach(Runnable whenStray);

  /** Lends it buffers while no loop has it; null to take them back. */
  abstract void lend(@Nullable Buffers buffers);

  /** Space to read into; what is in it stays until control returns to the loop. */
  abstract ByteBuffer scratch();

  /** Reads what is there: 0 if nothing, -1 at the end. The target has room for 16 KiB at least. */
  abstract int read(ByteBuffer target) throws IOException;

  /** Takes as much as it can without waiting. */
  abstract int write(ByteBuffer source) throws IOException;

  /** What to tell the owner from now on. Reading must have been tried before it is waited for. */
  abstract void want(boolean read, boolean write);

  /** Whether {@link #read} could give something although the socket has nothing. */
  abstract boolean holdsInput();

  abstract boolean secure();

  /** Whether the peer has said that it ends; true where it cannot. */
  abstract boolean endAnnounced();

  /** When bytes last came, as {@link System#nanoTime()}. */
  abstract long lastRead();

  /** When bytes were last taken by the kernel, as {@link System#nanoTime()}. */
  abstract long lastWrite();

  /** Bytes that the kernel took since the connection was made. */
  abstract long written();

  /** Where it leads, for people to read. */
  abstract String remote();

  /** The address it was connected to. */
  abstract InetSocketAddress address();

  /** Ends the TCP connection. From any thread. */
  abstract void abort();

  /** Closes at once. TLS says goodbye, but nothing is waited for. */
  abstract void close();
}
