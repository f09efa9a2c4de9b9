/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.connect.Link;
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
 * A connection of HTTP/2 (RFC 9113) and its streams. On the loop. Frames are Http2Input's and
 * Http2Output's matter; what is here is the life of the connection, which every method may end.
 *
 * It is of use once the peer's settings have come, so that its limit on streams is never broken. A
 * fault of the peer ends the connection and every stream on it; whatever concerns one stream only
 * is left to Http2Stream. Memory is bounded: header sections by HeaderBlocks, data by a window of
 * 64 KiB a stream, answers that the peer does not read by Http2Output, idle frames by FloodGuard.
 */
public final class Http2Connection implements Link.Owner, KeepAlive.Events {

  private static final int LAST_STREAM = 0x7fff_fff0;
  private static final int MOST_READS = 16;

  private final Http2Parts parts;
  private final Link link;
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

  /** Why nothing more can be sent. */
  private @Nullable IOException unsent;

  /** Whether a byte has come since the connection rested. */
  private boolean heard;

  private boolean draining;
  private boolean closed;
  private final IdleTime idle;

  /** @param place its own in the pool, given back when it is closed */
  public Http2Connection(Http2Parts parts, Link link, ConnectionPermit place, Http2Events events) {
    this.parts = parts;
    this.link = link;
    this.place = place;
    this.events = events;
    FloodGuard floods = new FloodGuard();
    this.output = new Http2Output(link, floods);
    this.input = new Http2Input(this, output, floods, ended);
    this.idle = new IdleTime(loop(), parts.idleNanos(), this::leave);
    this.keepAlive = new KeepAlive(loop(), link, parts.pingNanos(), this);
  }

  EventLoop loop() {
    return parts.loop();
  }

  Executor workers() {
    return parts.workers();
  }

  Link link() {
    return link;
  }

  /** Whether it should be replaced: its age is up. */
  boolean old() {
    return place.old();
  }

  /** It cannot be replaced now: it is used on. */
  void renew() {
    place.renew();
  }

  /** Another has taken its place: it ends with its last stream. */
  void retire() {
    drain();
    rest();
  }

  /** Sends the preface; {@link Http2Events#ready} follows when the peer has answered. */
  public void start() {
    link.owner(this);
    guarded(() -> {
      output.addPreface();
      flush();
      read();
    });
    keepAlive.start();
  }

  /** Who is told from now on. */
  void owner(Http2Events next) {
    events = next;
  }

  /** Whether another stream may begin now. */
  boolean hasRoom() {
    return ready && usable() && streams.size() < peer.mostStreams() && !output.congested();
  }

  /** Whether it may have room again some day. */
  boolean usable() {
    return !draining && !closed && unsent == null;
  }

  boolean closed() {
    return closed;
  }

  /** Begins a stream, for which there must be room. */
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

  /** The stream of that number; null if it is over. */
  public @Nullable Http2Stream stream(int id) {
    return streams.get(id);
  }

  /** Whether we have ever begun that stream. */
  boolean hasBegun(int stream) {
    return stream % 2 != 0 && stream < nextStream;
  }

  void sendHead(Http2Stream stream, List<Header> fields, boolean last) {
    guarded(() -> {
      output.addHead(stream, fields, last);
      flushSoon();
    });
  }

  /** The stream has something to send. */
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

  /** The stream sends no more. */
  void sentAll(Http2Stream stream) {
    output.forget(stream);
  }

  /** The reader of a stream has taken that much. */
  void enlarge(int stream, int bytes) {
    send(Frame.encode(Frame.WINDOW_UPDATE, stream, bytes));
  }

  /**
   * A stream is over on our side.
   *
   * @param reason what the peer is told so that it stops; null if it knows
   */
  void closed(Http2Stream stream, @Nullable H2Error reason) {
    output.forget(stream);
    if (streams.remove(stream.id()) == null || closed) {
      return;
    }
    ended.add(stream.id(), stream.expected(), stream.lent());
    if (reason != null) {
      send(Frame.encode(Frame.RST_STREAM, stream.id(), reason.getCode()));
    }
    // Not from within the handling of a frame.
    loop().execute(() -> {
      events.changed(this);
      rest();
    });
  }

  /** SETTINGS of the peer have come. */
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

  /** The peer takes no more streams, and has ignored those after the last. */
  void goesAway(int last, int code) {
    boolean known = draining;
    draining = true;
    for (Http2Stream stream : List.copyOf(streams.values())) {
      if (stream.id() > last) {
        stream.notProcessed(code, "the peer goes away (" + Http2Fault.name(code) + ")");
      }
    }
    if (!known) {
      // After the streams, which may have told why no other should be opened.
      events.changed(this);
    }
    rest();
  }

  /** Ends it at once, without a word to its owner. Its streams must be over. */
  public void close() {
    if (!closed) {
      closed = true;
      keepAlive.stop();
      idle.end();
      link.close();
      // The next user of the permit may begin at once: not from within the handling of a frame.
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

  /** What one round of the loop has for the peer goes out together. */
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
      link.want(false, false);
      // Not from within the handling of a frame.
      loop().execute(() -> guarded(this::read));
      return;
    }
    if (closed) {
      return;
    }
    link.want(true, output.blocked());
    if (congested && !output.congested()) {
      loop().execute(() -> events.changed(this));
    }
  }

  /** The peer has sent something. */
  void heard() {
    heard = true;
  }

  /** Whatever has come: if nothing goes out any more it may say why, or be an answer. */
  private void read() throws IOException {
    flushSoon();
    for (int i = 0; i < MOST_READS && !closed; i++) {
      if (!input.read(link, link.scratch(), unsent != null)) {
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

  /** Nothing to do for now, if there are no streams. */
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

  /** Closes it in good order, which no stream may be in the way of. */
  private boolean leave() {
    if (!closed && streams.isEmpty()) {
      output.sayGoodbye(H2Error.NO_ERROR);
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
      output.sayGoodbye(fault.error());
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
