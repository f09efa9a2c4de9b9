/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.net.loop.EventLoop;
import dev.holdfast.http.net.loop.IdleTime;
import dev.holdfast.http.net.pool.ConnectionPermit;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/*
 * An HTTP/2 connection (RFC 9113) and its streams. On the loop. Http2Input and Http2Output handle
 * the frames; this class handles the life of the connection, which every method may end. It is
 * ready once the peer's settings have arrived, so that its limit on streams is never broken. A
 * fault of the peer ends the connection and every stream on it. Http2Stream handles everything that
 * concerns one stream only. Memory is bounded: header sections by HeaderBlocks, data by a window of
 * 64 KiB for each stream, responses to control frames that the peer does not read by Http2Output,
 * useless frames by FloodGuard.
 */
public final class Http2Connection implements Channel.Owner, KeepAlive.Events {

  private static final int LAST_STREAM = 0x7fff_fff0;
  private static final int MOST_READS = 16;

  private final Http2Parts parts;
  private final Channel channel;
  private final ConnectionPermit place;
  private Http2Events events;
  private final Http2Output output;
  private final Http2Input input;
  private final KeepAlive keepAlive;
  private final PeerSettings peer = new PeerSettings();
  private final EndedStreams ended = new EndedStreams();
  private final Map<Integer, Http2Stream> streams = new LinkedHashMap<>();
  private int nextStream = 1;
  private boolean ready;
  private boolean flushesSoon;

  /** The reason why nothing more can be sent. */
  private @Nullable IOException unsent;

  /** Whether a byte has arrived since the connection became idle. */
  private boolean heard;

  private boolean draining;
  private boolean closed;
  private final IdleTime idle;

  /** @param place its permit of the pool, released when it is closed */
  public Http2Connection(
      Http2Parts parts, Channel channel, ConnectionPermit place, Http2Events events) {
    this.parts = parts;
    this.channel = channel;
    this.place = place;
    this.events = events;
    FloodGuard floods = new FloodGuard();
    this.output = new Http2Output(channel, floods);
    this.input = new Http2Input(this, output, floods, ended);
    this.idle = new IdleTime(loop(), parts.idleNanos(), this::leave);
    this.keepAlive = new KeepAlive(loop(), channel, parts.pingNanos(), this);
  }

  EventLoop loop() {
    return parts.loop();
  }

  Executor workers() {
    return parts.workers();
  }

  Channel channel() {
    return channel;
  }

  /** Whether it should be replaced, because it has reached its age limit. */
  boolean old() {
    return place.old();
  }

  /** Keeps it in use, because it cannot be replaced now. */
  void renew() {
    place.renew();
  }

  /** Retires it after its replacement: it ends with its last stream. */
  void retire() {
    drain();
    rest();
  }

  /** Sends the preface. {@link Http2Events#ready} follows the peer's response. */
  public void start() {
    channel.owner(this);
    guarded(() -> {
      output.addPreface();
      flush();
      read();
    });
    keepAlive.start();
  }

  /** Sets the receiver of its events. */
  void owner(Http2Events next) {
    events = next;
  }

  /** Whether another stream may begin now. */
  boolean hasRoom() {
    return ready && usable() && streams.size() < peer.mostStreams() && !output.congested();
  }

  /** Whether it may have room again later. */
  boolean usable() {
    return !draining && !closed && unsent == null;
  }

  boolean closed() {
    return closed;
  }

  /** Begins a stream. There must be room. */
  public Http2Stream stream(
      TransportRequest request, AttemptFailures failures, HttpExchange.Events told) {
    place.busy();
    idle.end();
    heard &= !streams.isEmpty();
    Http2Stream stream =
        new Http2Stream(this, nextStream, peer.initialWindow(), request, failures, told);
    nextStream += 2;
    streams.put(stream.id(), stream);
    if (nextStream > LAST_STREAM) {
      drain();
    }
    return stream;
  }

  /** Returns the stream with that number; null if it has ended. */
  public @Nullable Http2Stream stream(int id) {
    return streams.get(id);
  }

  /** Whether this side has ever begun that stream. */
  boolean hasBegun(int stream) {
    return stream % 2 != 0 && stream < nextStream;
  }

  void sendHead(Http2Stream stream, List<Header> fields, boolean last) {
    guarded(() -> {
      output.addHead(stream, fields, last);
      flushSoon();
    });
  }

  /** Queues a stream that has something to send. */
  void send(Http2Stream stream) {
    output.sender(stream);
    flushSoon();
  }

  private void send(ByteBuffer frame) {
    guarded(() -> {
      output.add(frame, null);
      flushSoon();
    });
  }

  /** Removes a stream that sends no more. */
  void sentAll(Http2Stream stream) {
    output.forget(stream);
  }

  /** Enlarges the peer's window after the reader of a stream has consumed bytes. */
  void enlarge(int stream, int bytes) {
    send(Frame.encode(Frame.WINDOW_UPDATE, stream, bytes));
  }

  /**
   * Ends a stream on this side.
   *
   * @param reason the error code for the peer, so that it stops; null if it knows
   */
  void closed(Http2Stream stream, @Nullable H2Error reason) {
    output.end(stream);
    if (streams.remove(stream.id()) == null || closed) {
      return;
    }
    ended.add(stream.id(), stream.expected(), stream.upload().window().lent());
    if (reason != null) {
      send(Frame.encode(Frame.RST_STREAM, stream.id(), reason.getCode()));
    }
    // Not within the handling of a frame.
    loop().execute(() -> {
      events.changed(this);
      rest();
    });
  }

  /** Applies SETTINGS of the peer. */
  void settings(ByteBuffer payload) throws IOException {
    long before = peer.initialWindow();
    peer.accept(payload);
    for (Http2Stream stream : streams.values()) {
      stream.enlargeWindow(peer.initialWindow() - before);
    }
    output.adapt(peer);
    output.add(Frame.encode(Frame.SETTINGS, Frame.ACK, 0, ByteBuffer.allocate(0)), null);
    if (!ready) {
      ready = true;
      events.ready(this);
      rest();
    } else {
      loop().execute(() -> events.changed(this));
    }
  }

  /** Handles GOAWAY: the peer accepts no more streams, and has ignored those after the last. */
  void goesAway(int last, int code) {
    boolean known = draining;
    draining = true;
    for (Http2Stream stream : List.copyOf(streams.values())) {
      if (stream.id() > last) {
        stream.notProcessed(code, "the peer goes away (" + Http2Fault.name(code) + ")");
      }
    }
    if (!known) {
      // After the streams, which may have reported why no other should be opened.
      events.changed(this);
    }
    rest();
  }

  /** Ends it at once, without notifying its owner. Its streams must have ended. */
  public void close() {
    if (!closed) {
      closed = true;
      keepAlive.stop();
      idle.end();
      channel.close();
      // The next user of the permit may begin at once: not within the handling of a frame.
      loop().execute(place::free);
    }
  }

  @Override
  public void ask() {
    send(Frame.encode(Frame.PING, 0, 0, 0));
  }

  @Override
  public void unanswered() {
    fail(new IOException("no answer to a ping"));
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

  /** Sends the frames of one round of the loop together. */
  private void flushSoon() {
    if (!flushesSoon) {
      flushesSoon = true;
      loop().executeAtEndOfRound(() -> guarded(this::flush));
    }
  }

  private void flush() throws IOException {
    flushesSoon = false;
    if (unsent != null) {
      return;
    }
    boolean congested = output.congested();
    try {
      output.flush();
    } catch (Http2Fault fault) {
      throw fault;
    } catch (IOException failure) {
      unsent = failure;
      channel.want(false, false);
      // Not within the handling of a frame.
      loop().execute(() -> guarded(this::read));
      return;
    }
    if (closed) {
      return;
    }
    channel.want(true, output.blocked());
    if (congested && !output.congested()) {
      loop().execute(() -> events.changed(this));
    }
  }

  /** Called when the peer has sent something. */
  void heard() {
    heard = true;
  }

  /** Reads received bytes. If sending has failed they may be the reason, or a response. */
  private void read() throws IOException {
    flushSoon();
    for (int i = 0; i < MOST_READS && !closed; i++) {
      if (!input.read(channel, unsent != null)) {
        IOException cause = unsent;
        if (cause != null) {
          throw cause;
        }
        return;
      }
    }
    loop().execute(() -> guarded(this::read));
  }

  private void drain() {
    if (!draining) {
      draining = true;
      events.changed(this);
    }
  }

  /** Marks it as idle, if there are no streams. */
  private void rest() {
    if (closed || !streams.isEmpty()) {
      return;
    }
    if (draining) {
      leave();
    } else if (idle.begin()) {
      place.rest(this::leave);
    }
  }

  /** Closes it orderly. There must be no stream. */
  private boolean leave() {
    if (!closed && streams.isEmpty()) {
      output.sendGoAway(H2Error.NO_ERROR);
      close();
      drain();
    }
    return closed;
  }

  private void fail(IOException cause) {
    if (closed) {
      return;
    }
    if (cause instanceof Http2Fault fault) {
      output.sendGoAway(fault.error());
    }
    List<Http2Stream> lost = new ArrayList<>(streams.values());
    boolean wasReady = ready;
    close();
    for (Http2Stream stream : lost) {
      stream.lost(cause, !heard);
    }
    if (wasReady) {
      drain();
    } else {
      events.failed(this, cause);
    }
  }
}
