/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/*
 * A connection of HTTP/2 (RFC 9113) and its streams. On the loop.
 *
 * It is of use once the peer's settings have come, so that its limit on streams is never broken. A
 * fault of the peer ends the connection and every stream on it; whatever concerns one stream only
 * is left to Http2Stream. Memory is bounded: header sections by HeaderBlocks, data by a window of
 * 64 KiB a stream, answers that the peer does not read by Http2Output, idle frames by FloodGuard.
 */
final class Http2Connection implements Link.Owner {

  /** What a stream may send before its reader has taken anything: the initial value. */
  static final int STREAM_WINDOW = 65_535;

  /** Streams are bounded each; the connection must not be what stalls them. */
  private static final int CONNECTION_WINDOW = 16 * 1024 * 1024;

  private static final int INITIAL_CONNECTION_WINDOW = 65_535;

  /** A peer without a limit of its own gets one. */
  private static final int MOST_STREAMS = 1_000;

  private static final int LAST_STREAM = 0x7fff_fff0;
  private static final int MOST_READS = 16;

  /** Silence after which the peer is asked whether it lives, and has as long to answer. */
  private static final long PING_NANOS = 15_000_000_000L;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Machinery machinery;
  private final Link link;
  private Events events;
  private final Http2Output output;
  private final FrameParser frames = new FrameParser();
  private final HeaderBlocks headerBlocks = new HeaderBlocks();
  private final FloodGuard floods = new FloodGuard();
  private final HPackEncoder encoder = new HPackEncoder(4096, StandardCharsets.ISO_8859_1);
  private final Map<Integer, Http2Stream> streams = new LinkedHashMap<>();

  private int nextStream = 1;
  private int mostStreams = MOST_STREAMS;
  private long initialWindow = 65_535;
  private int unacknowledged;
  private boolean ready;
  private boolean draining;
  private boolean closed;
  private boolean pinged;
  private @Nullable Timer pingTimer;
  private @Nullable Timer idleTimer;

  /** What every connection of a transport needs. */
  record Machinery(EventLoop loop, Executor workers, long idleNanos) {}

  /** Whoever opened it, then whoever deals its streams out. */
  interface Events {

    /** The peer's settings have come. */
    void ready(Http2Connection connection);

    /** It was closed before it was ready, unless {@link Http2Connection#close} did it. */
    void failed(Http2Connection connection, IOException cause);

    /** It may have more room for streams, or has none any more. */
    void changed(Http2Connection connection);
  }

  Http2Connection(Machinery machinery, Link link, Events events) {
    this.machinery = machinery;
    this.link = link;
    this.events = events;
    this.output = new Http2Output(link);
  }

  EventLoop loop() {
    return machinery.loop();
  }

  Executor workers() {
    return machinery.workers();
  }

  String remote() {
    return link.remote();
  }

  /** Sends the preface; {@link Events#ready} follows when the peer has answered. */
  void start() {
    link.owner(this);
    ByteBuffer settings = ByteBuffer.allocate(12)
        .putShort((short) 2) // ENABLE_PUSH
        .putInt(0)
        .putShort((short) 6) // MAX_HEADER_LIST_SIZE
        .putInt(HeaderBlocks.LIMIT)
        .flip();
    guarded(() -> {
      output.add(ByteBuffer.wrap(PREFACE), null);
      output.add(Frame.encode(Frame.SETTINGS, 0, 0, settings), null);
      int more = CONNECTION_WINDOW - INITIAL_CONNECTION_WINDOW;
      output.add(Frame.encode(Frame.WINDOW_UPDATE, 0, more), null);
      output.flush();
      read();
    });
    watchPeer();
  }

  /** Who is told from now on. */
  void owner(Events next) {
    events = next;
  }

  /** Whether another stream may begin now. */
  boolean hasRoom() {
    return ready && !draining && !closed && streams.size() < mostStreams;
  }

  /** Whether it may have room again some day. */
  boolean usable() {
    return !draining && !closed;
  }

  /** Begins a stream, for which there must be room. */
  Http2Stream stream(TransportRequest request, Blame blame, Conversation.Events told) {
    if (idleTimer != null) {
      loop().cancel(idleTimer);
      idleTimer = null;
    }
    Http2Stream stream = new Http2Stream(this, nextStream, initialWindow, request, blame, told);
    nextStream += 2;
    streams.put(stream.id(), stream);
    if (nextStream > LAST_STREAM) {
      drain();
    }
    return stream;
  }

  void sendHead(Http2Stream stream, List<Header> fields, boolean last) {
    guarded(() -> {
      ByteArrayBuffer block = new ByteArrayBuffer(256);
      encoder.encodeHeaders(block, fields, true);
      int type = Frame.HEADERS;
      int flags = last ? Frame.END_STREAM : 0;
      for (int done = 0; done < block.length(); ) {
        int size = Math.min(output.largestFrame(), block.length() - done);
        ByteBuffer fragment = ByteBuffer.wrap(block.array(), done, size);
        done += size;
        flags |= done == block.length() ? Frame.END_HEADERS : 0;
        output.add(Frame.encode(type, flags, stream.id(), fragment), stream);
        type = Frame.CONTINUATION;
        flags = 0;
      }
      flush();
    });
  }

  /** The stream has something to send. */
  void send(Http2Stream stream) {
    output.sender(stream);
    guarded(this::flush);
  }

  /** The stream has sent its whole request. */
  void sentAll(Http2Stream stream) {
    output.forget(stream);
  }

  /** The reader of a stream has taken that much. */
  void enlarge(int stream, int bytes) {
    guarded(() -> {
      output.add(Frame.encode(Frame.WINDOW_UPDATE, stream, bytes), null);
      flush();
    });
  }

  /**
   * A stream is over on our side.
   *
   * @param cancel whether the peer must be told to stop
   */
  void closed(Http2Stream stream, boolean cancel) {
    output.forget(stream);
    if (streams.remove(stream.id()) == null || closed) {
      return;
    }
    if (cancel) {
      guarded(() -> {
        output.add(Frame.encode(Frame.RST_STREAM, stream.id(), H2Error.CANCEL.getCode()), null);
        flush();
      });
    }
    if (streams.isEmpty()) {
      rest();
    }
    // Not from within the handling of a frame.
    loop().execute(() -> events.changed(this));
  }

  /** Ends it at once, without a word to its owner. Its streams must be over. */
  void close() {
    closed = true;
    for (Timer timer : new Timer[] {pingTimer, idleTimer}) {
      if (timer != null) {
        loop().cancel(timer);
      }
    }
    link.close();
  }

  @Override
  public void ready(boolean readable, boolean writable) {
    guarded(() -> {
      if (writable) {
        flush();
      }
      if (readable) {
        read();
      }
    });
  }

  private interface Step {
    void run() throws IOException;
  }

  private void guarded(Step step) {
    if (closed) {
      return;
    }
    try {
      step.run();
    } catch (IOException failure) {
      fail(failure);
    } catch (RuntimeException | Error unforeseen) {
      fail(new IOException("unforeseen: " + unforeseen, unforeseen));
      throw unforeseen;
    }
  }

  private void flush() throws IOException {
    output.flush();
    if (!closed) {
      link.want(true, output.blocked());
    }
  }

  private void read() throws IOException {
    for (int i = 0; i < MOST_READS && !closed; i++) {
      ByteBuffer scratch = loop().scratch();
      int count = link.read(scratch);
      if (count < 0) {
        throw new EOFException(
            frames.inside() ? "connection ended inside a frame" : "connection closed by the peer");
      }
      if (count == 0) {
        flush();
        return;
      }
      pinged = false;
      accept(scratch.flip());
    }
    if (!closed) {
      flush();
      loop().execute(() -> guarded(this::read));
    }
  }

  private void accept(ByteBuffer arrived) throws IOException {
    // A copy: handlers may use the scratch space below.
    ByteBuffer bytes = ByteBuffer.allocate(arrived.remaining()).put(arrived).flip();
    Frame frame = frames.accept(bytes);
    while (frame != null && !closed) {
      handle(frame);
      frame = frames.accept(bytes);
    }
  }

  private void handle(Frame frame) throws IOException {
    int open = headerBlocks.open();
    if (open != 0 && (frame.type() != Frame.CONTINUATION || frame.stream() != open)) {
      throw fault("a header section was not continued");
    }
    switch (frame.type()) {
      case Frame.DATA -> data(frame);
      case Frame.HEADERS -> section(headerBlocks.begin(frame, unpadded(frame)));
      case Frame.CONTINUATION -> {
        if (open == 0) {
          throw fault("CONTINUATION of nothing");
        }
        section(headerBlocks.add(frame, frame.payload()));
      }
      case Frame.RST_STREAM -> reset(frame);
      case Frame.SETTINGS -> settings(frame);
      case Frame.PING -> ping(frame);
      case Frame.GOAWAY -> goAway(frame);
      case Frame.WINDOW_UPDATE -> windowUpdate(frame);
      case Frame.PUSH_PROMISE -> throw fault("PUSH_PROMISE although push is off");
      default -> floods.idle("of type " + frame.type());
    }
  }

  private void data(Frame frame) throws IOException {
    int size = frame.payload().remaining();
    Http2Stream stream = seen(frame);
    if (size == 0 && !frame.has(Frame.END_STREAM)) {
      floods.idle("DATA");
    }
    unacknowledged += size;
    if (unacknowledged >= CONNECTION_WINDOW / 2) {
      output.add(Frame.encode(Frame.WINDOW_UPDATE, 0, unacknowledged), null);
      unacknowledged = 0;
    }
    if (stream != null) {
      ByteBuffer content = unpadded(frame);
      try {
        stream.data(content, size, frame.has(Frame.END_STREAM));
      } catch (Http2Fault fault) {
        stream.malformed(fault);
      }
    }
  }

  private void section(HeaderBlocks.@Nullable Section section) throws Http2Fault {
    if (section == null) {
      return;
    }
    Http2Stream stream = streams.get(section.stream());
    if (stream == null) {
      requireSeen(section.stream());
      floods.idle("HEADERS of a stream that is over");
      return;
    }
    try {
      stream.headers(section.fields(), section.endStream());
    } catch (Http2Fault | TransportException malformed) {
      stream.malformed(malformed);
    }
  }

  private void reset(Frame frame) throws Http2Fault {
    requireLength(frame, 4);
    Http2Stream stream = seen(frame);
    if (stream != null) {
      stream.reset(frame.payload().getInt());
    } else {
      floods.idle("RST_STREAM");
    }
  }

  private void settings(Frame frame) throws IOException {
    floods.idle("SETTINGS");
    if (frame.stream() != 0 || frame.payload().remaining() % 6 != 0) {
      throw fault("malformed SETTINGS");
    }
    if (frame.has(Frame.ACK)) {
      return;
    }
    ByteBuffer payload = frame.payload();
    while (payload.hasRemaining()) {
      setting(payload.getShort() & 0xffff, payload.getInt());
    }
    output.add(Frame.encode(Frame.SETTINGS, Frame.ACK, 0, ByteBuffer.allocate(0)), null);
    flush();
    if (!ready) {
      ready = true;
      rest();
      events.ready(this);
    } else {
      loop().execute(() -> events.changed(this));
    }
  }

  private void setting(int name, int value) throws Http2Fault {
    switch (name) {
      case 1 -> encoder.setMaxTableSize(Math.min(4096, value < 0 ? Integer.MAX_VALUE : value));
      case 3 -> mostStreams = value < 0 ? MOST_STREAMS : Math.min(value, MOST_STREAMS);
      case 4 -> {
        if (value < 0) {
          throw new Http2Fault(H2Error.FLOW_CONTROL_ERROR, "a window beyond 2^31 - 1");
        }
        for (Http2Stream stream : streams.values()) {
          stream.enlarge(value - initialWindow);
        }
        initialWindow = value;
      }
      case 5 -> {
        if (value < 16 * 1024 || value > 0xff_ffff) {
          throw fault("MAX_FRAME_SIZE " + value);
        }
        output.largestFrame(value);
      }
      default -> {
        // Unknown ones are to be ignored (RFC 9113 section 6.5.2).
      }
    }
  }

  private void ping(Frame frame) throws IOException {
    floods.idle("PING");
    requireLength(frame, 8);
    if (!frame.has(Frame.ACK)) {
      output.add(Frame.encode(Frame.PING, Frame.ACK, 0, frame.payload()), null);
      flush();
    }
  }

  private void goAway(Frame frame) throws Http2Fault {
    floods.idle("GOAWAY");
    if (frame.payload().remaining() < 8) {
      throw fault("malformed GOAWAY");
    }
    int last = frame.payload().getInt() & 0x7fff_ffff;
    H2Error error = H2Error.getByCode(frame.payload().getInt());
    drain();
    for (Http2Stream stream : new ArrayList<>(streams.values())) {
      if (stream.id() > last) {
        stream.notProcessed("the peer goes away (" + error + ")");
      }
    }
    if (streams.isEmpty()) {
      close();
    }
  }

  private void windowUpdate(Frame frame) throws IOException {
    floods.idle("WINDOW_UPDATE");
    requireLength(frame, 4);
    int more = frame.payload().getInt() & 0x7fff_ffff;
    if (more == 0) {
      throw fault("WINDOW_UPDATE by 0");
    }
    if (frame.stream() == 0) {
      output.enlarge(more);
      if (output.window() > Integer.MAX_VALUE) {
        throw new Http2Fault(H2Error.FLOW_CONTROL_ERROR, "a window beyond 2^31 - 1");
      }
    } else {
      Http2Stream stream = seen(frame);
      if (stream != null) {
        stream.enlarge(more);
      }
    }
    flush();
  }

  /** The stream of a frame; null if it is over. */
  private @Nullable Http2Stream seen(Frame frame) throws Http2Fault {
    requireSeen(frame.stream());
    return streams.get(frame.stream());
  }

  private void requireSeen(int stream) throws Http2Fault {
    if (stream % 2 == 0 || stream >= nextStream) {
      throw fault("a frame for stream " + stream + ", which does not exist");
    }
  }

  private static void requireLength(Frame frame, int length) throws Http2Fault {
    if (frame.payload().remaining() != length) {
      throw new Http2Fault(
          H2Error.FRAME_SIZE_ERROR, "a frame of type " + frame.type() + " of a wrong length");
    }
  }

  private static ByteBuffer unpadded(Frame frame) throws Http2Fault {
    ByteBuffer payload = frame.payload();
    int padding = frame.has(Frame.PADDED) && payload.hasRemaining() ? payload.get() & 0xff : 0;
    int priority = frame.type() == Frame.HEADERS && frame.has(Frame.HAS_PRIORITY) ? 5 : 0;
    if (payload.remaining() < padding + priority) {
      throw fault("more padding than content");
    }
    payload.position(payload.position() + priority);
    return payload.limit(payload.limit() - padding);
  }

  private static Http2Fault fault(String message) {
    return new Http2Fault(H2Error.PROTOCOL_ERROR, message);
  }

  private void drain() {
    if (!draining) {
      draining = true;
      events.changed(this);
    }
  }

  private void rest() {
    if (draining) {
      close();
    } else if (idleTimer == null && !closed) {
      idleTimer = loop().schedule(machinery.idleNanos(), () -> {
        idleTimer = null;
        drain();
        if (streams.isEmpty()) {
          close();
        }
      });
    }
  }

  private void watchPeer() {
    if (closed) {
      return;
    }
    pingTimer = loop().schedule(PING_NANOS, () -> {
      boolean silent = System.nanoTime() - link.lastRead() >= PING_NANOS;
      if (silent && pinged) {
        guarded(() -> {
          throw new IOException("no answer to a ping");
        });
      } else if (silent) {
        pinged = true;
        guarded(() -> {
          output.add(Frame.encode(Frame.PING, 0, 0, 0), null);
          flush();
        });
      }
      watchPeer();
    });
  }

  private void fail(IOException cause) {
    if (closed) {
      return;
    }
    if (cause instanceof Http2Fault fault) {
      sayGoodbye(fault.error());
    }
    List<Http2Stream> lost = new ArrayList<>(streams.values());
    boolean wasReady = ready;
    close();
    for (Http2Stream stream : lost) {
      stream.lost(cause);
    }
    if (wasReady) {
      drain();
    } else {
      events.failed(this, cause);
    }
  }

  private void sayGoodbye(H2Error error) {
    try {
      output.add(Frame.encode(Frame.GOAWAY, 0, 0, error.getCode()), null);
      output.flush();
    } catch (IOException unheard) {
      // It was for the peer's log only.
    }
  }
}
