/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.EventLoop;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/**
 * Handles the received frames of a connection. A violation that concerns the connection is thrown
 * (RFC 9113 section 5.4.1); one that concerns a stream ends that stream only.
 */
final class Http2Input implements Buffers.Tenant {

  /**
   * The window of the connection. Streams have their own bounds; the connection must not delay
   * them.
   */
  static final int CONNECTION_WINDOW = 16 * 1024 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Http2Connection connection;
  private final Http2Output output;
  private final FrameParser frames = new FrameParser();
  private final HeaderBlocks headerBlocks = new HeaderBlocks();
  private final FloodGuard floods;
  private final EndedStreams ended;
  private int unacknowledged;

  /** The received bytes that are not handled yet, in the space of the loop if possible. */
  private ByteBuffer arrived = NOTHING;

  Http2Input(
      Http2Connection connection, Http2Output output, FloodGuard floods, EndedStreams ended) {
    this.connection = connection;
    this.output = output;
    this.floods = floods;
    this.ended = ended;
  }

  /**
   * Reads once, and handles the received frames.
   *
   * @param rest whether the connection is broken already, so that its end is not reported
   * @return whether any bytes were read
   */
  boolean read(Channel channel, boolean rest) throws IOException {
    Buffers.Space space = channel.space();
    ByteBuffer scratch = space.take();
    int count;
    try {
      count = channel.read(scratch);
    } catch (IOException cut) {
      // A TLS alert is reported even if the connection is broken: it has the reason.
      if (rest && !AttemptFailures.refusedByTls(cut)) {
        return false;
      }
      throw cut;
    }
    if (count < 0 && !rest) {
      throw new EOFException(
          frames.inside() ? "connection ended inside a frame" : "connection closed by the peer");
    }
    if (count > 0) {
      connection.heard();
      arrived = scratch.flip();
      space.moveIn(this);
      try {
        handleArrived();
      } finally {
        arrived = NOTHING;
        space.leave(this);
      }
    }
    return count > 0;
  }

  /** Handles all received bytes, or those up to the end of the connection. */
  private void handleArrived() throws IOException {
    Frame frame = frames.accept(arrived);
    while (frame != null && !connection.closed()) {
      handle(frame);
      frame = frames.accept(arrived);
    }
  }

  /** Called when a handler reads from another connection. */
  @Override
  public void moveOut() {
    arrived = Buffers.copy(arrived);
  }

  private void handle(Frame frame) throws IOException {
    int open = headerBlocks.open();
    if (open != 0 && (frame.type() != Frame.CONTINUATION || frame.stream() != open)) {
      throw Http2Fault.protocol("a header section was not continued");
    }
    switch (frame.type()) {
      case Frame.DATA -> data(frame);
      case Frame.HEADERS -> section(headerBlocks.begin(frame, frame.content()));
      case Frame.CONTINUATION -> {
        if (open == 0) {
          throw Http2Fault.protocol("CONTINUATION of nothing");
        }
        section(headerBlocks.add(frame, frame.payload()));
      }
      case Frame.RST_STREAM -> reset(frame);
      case Frame.SETTINGS -> settings(frame);
      case Frame.PING -> ping(frame);
      case Frame.GOAWAY -> goAway(frame);
      case Frame.WINDOW_UPDATE -> windowUpdate(frame);
      case Frame.PUSH_PROMISE -> throw Http2Fault.protocol("PUSH_PROMISE although push is off");
      default -> floods.idle("of type " + frame.type());
    }
  }

  private void data(Frame frame) throws IOException {
    int size = frame.payload().remaining();
    Http2Stream stream = begun(frame.stream());
    ByteBuffer content = frame.content();
    if (content.hasRemaining()) {
      floods.useful();
    } else if (!frame.has(Frame.END_STREAM)) {
      floods.idle("DATA");
    }
    if (stream == null) {
      ended.data(frame.stream(), size);
    }
    unacknowledged += size;
    if (unacknowledged >= CONNECTION_WINDOW / 2) {
      output.add(Frame.encode(Frame.WINDOW_UPDATE, 0, unacknowledged), null);
      unacknowledged = 0;
    }
    if (stream != null) {
      onStream(stream, () -> stream.data(content, size, frame.has(Frame.END_STREAM)));
    }
  }

  private void section(HeaderBlocks.@Nullable Section section) throws IOException {
    if (section == null) {
      return;
    }
    Http2Stream stream = begun(section.stream());
    if (stream == null) {
      floods.idle("HEADERS of a stream that is over");
    } else {
      onStream(stream, () -> stream.headers(section.fields(), section.endStream()));
    }
  }

  private void reset(Frame frame) throws Http2Fault {
    frame.requireLength(4);
    Http2Stream stream = begun(frame.stream());
    if (stream == null) {
      floods.idle("RST_STREAM");
    } else {
      stream.reset(frame.payload().getInt());
    }
  }

  private void settings(Frame frame) throws IOException {
    floods.idle("SETTINGS");
    frame.requireConnection();
    if (frame.has(Frame.ACK)) {
      frame.requireLength(0);
      return;
    }
    frame.requireLength(frame.payload().remaining() / 6 * 6);
    connection.settings(frame.payload());
  }

  private void ping(Frame frame) throws IOException {
    floods.idle("PING");
    frame.requireConnection();
    frame.requireLength(8);
    if (!frame.has(Frame.ACK)) {
      output.add(Frame.encode(Frame.PING, Frame.ACK, 0, frame.payload()), null);
    }
  }

  private void goAway(Frame frame) throws Http2Fault {
    floods.idle("GOAWAY");
    frame.requireConnection();
    if (frame.payload().remaining() < 8) {
      throw new Http2Fault(H2Error.FRAME_SIZE_ERROR, "GOAWAY of a wrong length");
    }
    int last = frame.payload().getInt() & 0x7fff_ffff;
    connection.goesAway(last, frame.payload().getInt());
  }

  private void windowUpdate(Frame frame) throws IOException {
    frame.requireLength(4);
    int more = frame.payload().getInt() & 0x7fff_ffff;
    Http2Stream stream = frame.stream() == 0 ? null : begun(frame.stream());
    if (!givesBack(frame.stream(), stream, more)) {
      floods.idle("WINDOW_UPDATE");
    }
    if (frame.stream() == 0) {
      output.enlarge(positive(more));
    } else if (stream != null) {
      onStream(stream, () -> stream.enlargeWindow(positive(more)));
    }
  }

  private boolean givesBack(int id, @Nullable Http2Stream stream, int bytes) {
    if (id == 0) {
      return output.givesBack(bytes);
    }
    return stream == null ? ended.givesBack(bytes) : stream.upload().window().givesBack(bytes);
  }

  private static int positive(int more) throws Http2Fault {
    if (more == 0) {
      throw Http2Fault.protocol("WINDOW_UPDATE by 0");
    }
    return more;
  }

  private interface Step {
    void run() throws Http2Fault, TransportException;
  }

  private static void onStream(Http2Stream stream, Step step) {
    try {
      step.run();
    } catch (Http2Fault | TransportException malformed) {
      stream.malformed(malformed);
    } catch (RuntimeException | Error unforeseen) {
      stream.broken(unforeseen);
      EventLoop.report(unforeseen);
    }
  }

  /** Returns the stream of a frame; null if it has ended. */
  private @Nullable Http2Stream begun(int stream) throws Http2Fault {
    if (!connection.hasBegun(stream)) {
      throw Http2Fault.protocol("a frame for stream " + stream + ", which does not exist");
    }
    return connection.stream(stream);
  }
}
