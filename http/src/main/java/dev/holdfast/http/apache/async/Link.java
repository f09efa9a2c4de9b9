/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The bytes of one connection, in the clear. Belongs to the loop's thread; never blocks. */
abstract class Link {

  /** Told what can be done, as far as {@link #want} asked for it. */
  interface Owner {
    void ready(boolean readable, boolean writable);
  }

  private static final Owner NOBODY = (readable, writable) -> {};

  private Owner owner = NOBODY;

  /** Who is told from now on. */
  final void owner(Owner next) {
    owner = next;
  }

  final Owner owner() {
    return owner;
  }

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

  /** Closes at once, without a word to the peer. */
  abstract void close();
}
