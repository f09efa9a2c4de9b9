/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.loop.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing frames of an HTTP/2 connection: control frames first, bodies in turns, as far as the
 * peer's windows allow.
 */
final class Http2Output {

  /** The bytes to prepare beyond what the kernel accepts. More would delay control frames. */
  private static final int ENOUGH = 64 * 1024;

  /**
   * The number of pending bytes above which no stream should begin: its head would only wait as
   * well.
   */
  private static final int CONGESTED = 256 * 1024;

  /** The limit on unsent bytes. A peer that causes more responses than it reads is malicious. */
  private static final int MOST_UNSENT = 1024 * 1024;

  /**
   * The payload that every peer accepts (RFC 9113 section 4.2). Larger frames would delay the
   * others.
   */
  private static final int LARGEST_FRAME = 16 * 1024;

  /** The most data in a frame. With the head of the frame it fills one TLS record (16 KiB). */
  private static final int LARGEST_DATA = LARGEST_FRAME - Frame.HEAD_LENGTH;

  /** The most frames in one system call. */
  private static final int MOST_TOGETHER = 32;

  private static final int TABLE_SIZE = 4096;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final FloodGuard floods;
  private final HPackEncoder encoder = new HPackEncoder(TABLE_SIZE, StandardCharsets.ISO_8859_1);
  private final Queue<QueuedFrame> queue = new ArrayDeque<>();

  /** The streams that may have data to send, in turns. */
  private final Set<Http2Stream> senders = new LinkedHashSet<>();

  /** The streams that have only their end to send, which needs no window. */
  private final Set<Http2Stream> ending = new LinkedHashSet<>();

  private final ByteBuffer[] batch = new ByteBuffer[MOST_TOGETHER];
  private int unsent;
  private final SendWindow window = new SendWindow(Frame.INITIAL_WINDOW);
  private boolean blocked;

  private record QueuedFrame(ByteBuffer bytes, @Nullable Http2Stream stream, boolean last) {
    QueuedFrame copy() {
      return new QueuedFrame(Buffers.copy(bytes), stream, last);
    }
  }

  /** @param floods records the sent parts of bodies */
  Http2Output(Channel channel, FloodGuard floods) {
    this.channel = channel;
    this.floods = floods;
  }

  /** Queues a frame. */
  void add(ByteBuffer frame, @Nullable Http2Stream stream) throws Http2Fault {
    add(frame, stream, false);
  }

  private void add(ByteBuffer frame, @Nullable Http2Stream stream, boolean last) throws Http2Fault {
    queue.add(new QueuedFrame(frame, stream, last));
    unsent += frame.remaining();
    if (unsent > MOST_UNSENT) {
      throw new Http2Fault(
          H2Error.ENHANCE_YOUR_CALM, "the peer reads nothing of what it makes us answer");
    }
  }

  /** Adds a frame of a body. Head and data are sent together, and the data is not copied. */
  private void addData(Frame frame, Http2Stream stream) throws Http2Fault {
    ByteBuffer data = frame.payload();
    window.take(data.remaining());
    boolean last = stream.upload().madeAll();
    add(frame.head(), stream, last && !data.hasRemaining());
    if (data.hasRemaining()) {
      add(data, stream, last);
    }
  }

  /** Adds a stream that has something to send. It is sent as soon as the window allows. */
  void sender(Http2Stream stream) {
    if (stream.upload().hasOnlyEnd()) {
      ending.add(stream);
    } else if (stream.upload().hasData()) {
      senders.add(stream);
    }
  }

  /** Removes a stream that sends no more. */
  void forget(Http2Stream stream) {
    senders.remove(stream);
    ending.remove(stream);
  }

  /**
   * Removes a stream that has ended. Its queued frames are copied: the caller may change the bytes
   * of a body when its call is over.
   */
  void end(Http2Stream stream) {
    forget(stream);
    if (!stream.upload().sentWhole()) {
      for (int left = queue.size(); left > 0; left--) {
        QueuedFrame frame = queue.remove();
        queue.add(frame.stream() == stream ? frame.copy() : frame);
      }
    }
  }

  /** Whether the peer returns no more of the connection's window than was used. */
  boolean givesBack(long bytes) {
    return window.givesBack(bytes);
  }

  /** Enlarges the connection's window. */
  void enlarge(long bytes) throws Http2Fault {
    window.enlarge(bytes);
  }

  /** Applies the peer's settings. */
  void adapt(PeerSettings peer) {
    encoder.setMaxTableSize(peer.tableSize());
  }

  /** Queues the preface of every connection (RFC 9113 section 3.4), and the client's settings. */
  void addPreface() throws Http2Fault {
    ByteBuffer settings = ByteBuffer.allocate(12)
        .putShort((short) 2) // ENABLE_PUSH
        .putInt(0)
        .putShort((short) 6) // MAX_HEADER_LIST_SIZE
        .putInt(HeaderBlocks.LIMIT)
        .flip();
    add(ByteBuffer.wrap(PREFACE), null);
    add(Frame.encode(Frame.SETTINGS, 0, 0, settings), null);
    int more = Http2Input.CONNECTION_WINDOW - Frame.INITIAL_WINDOW;
    add(Frame.encode(Frame.WINDOW_UPDATE, 0, more), null);
  }

  /** Queues a head. Heads are compressed in the order in which they are sent. */
  void addHead(Http2Stream stream, List<Header> fields, boolean last) throws IOException {
    floods.useful();
    ByteArrayBuffer block = new ByteArrayBuffer(256);
    encoder.encodeHeaders(block, fields, true);
    int type = Frame.HEADERS;
    int flags = last ? Frame.END_STREAM : 0;
    for (int done = 0; done < block.length(); ) {
      int size = Math.min(LARGEST_FRAME, block.length() - done);
      ByteBuffer fragment = ByteBuffer.wrap(block.array(), done, size);
      done += size;
      flags |= done == block.length() ? Frame.END_HEADERS : 0;
      add(Frame.encode(type, flags, stream.id(), fragment), stream);
      type = Frame.CONTINUATION;
      flags = 0;
    }
  }

  /** Sends GOAWAY with the reason to the peer, if it still listens. */
  void sendGoAway(H2Error error) {
    try {
      add(Frame.encode(Frame.GOAWAY, 0, 0, error.getCode()), null);
      flush();
    } catch (IOException unheard) {
      // It was only for the peer's log.
    }
  }

  /** Whether the kernel accepts no more at the moment. */
  boolean blocked() {
    return blocked;
  }

  /** Whether so many bytes are pending that no stream should begin. */
  boolean congested() {
    return unsent > CONGESTED;
  }

  /** Sends as much as possible: several frames in one TLS record, by one system call. */
  void flush() throws IOException {
    prepareBodies();
    blocked = false;
    while (!queue.isEmpty() && !blocked) {
      blocked = !writeSome();
      prepareBodies();
    }
  }

  /** Writes the next frames. Returns whether all of them were accepted. */
  private boolean writeSome() throws IOException {
    int count = gather();
    long before = channel.written();
    boolean taken = false;
    try {
      long size = channel.write(batch, count);
      unsent -= (int) size;
      taken = size > 0;
      return !batch[count - 1].hasRemaining();
    } finally {
      // If it fails, TLS may have consumed bytes that the kernel did not: then none of them was
      // sent.
      if (taken || channel.written() != before) {
        noteWritten();
      }
      Arrays.fill(batch, 0, count, NOTHING);
    }
  }

  /** Collects the next frames that are sent together. Returns their number. */
  private int gather() {
    int count = 0;
    int bytes = 0;
    for (QueuedFrame frame : queue) {
      if (count == batch.length || bytes >= LARGEST_FRAME) {
        break;
      }
      batch[count++] = frame.bytes();
      bytes += frame.bytes().remaining();
    }
    return count;
  }

  /** Notifies the streams of all frames that were sent in part, and removes whole ones. */
  private void noteWritten() {
    QueuedFrame next = queue.peek();
    while (next != null && next.bytes().position() > 0) {
      if (next.stream() != null) {
        next.stream().wrote();
      }
      if (next.bytes().hasRemaining()) {
        return;
      }
      queue.remove();
      if (next.stream() != null && next.last()) {
        next.stream().wroteAll();
      }
      next = queue.peek();
    }
  }

  /** Prepares frames of the streams in turns, one of each, as far as there is room. */
  private void prepareBodies() throws Http2Fault {
    while (!ending.isEmpty()) {
      prepareFrame(takeFirst(ending), 0);
    }
    while (unsent < ENOUGH && window.left() > 0 && !senders.isEmpty()) {
      Http2Stream stream = takeFirst(senders);
      int most = (int) Math.min(
          LARGEST_DATA, Math.min(window.left(), stream.upload().window().left()));
      if (prepareFrame(stream, Math.max(0, most))) {
        sender(stream);
      }
    }
  }

  /**
   * Returns whether there was a frame. A stream without one is added again when it has more data,
   * or a larger window.
   */
  private boolean prepareFrame(Http2Stream stream, int most) throws Http2Fault {
    Frame frame = stream.nextData(most);
    if (frame == null) {
      return false;
    }
    floods.useful();
    addData(frame, stream);
    return true;
  }

  private static Http2Stream takeFirst(Set<Http2Stream> streams) {
    Iterator<Http2Stream> all = streams.iterator();
    Http2Stream first = all.next();
    all.remove();
    return first;
  }
}
