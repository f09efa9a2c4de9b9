/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.AttemptClock;
import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.apache.Expectation;
import dev.holdfast.http.apache.Origin;
import dev.holdfast.http.apache.ResponseHead;
import dev.holdfast.http.apache.Stop;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * One attempt from the queue for a connection to the last byte of the body. All its state belongs
 * to the loop; it ends exactly once, in complete() or end(), whatever comes first, and gives its
 * place in the pool back then.
 */
final class Attempt
    implements AsyncExchange,
        Conversation.Events,
        Connecting.Events,
        Http2Pool.Seeker,
        Http2Connection.Events {

  private final Machinery machinery;
  private TransportRequest request;
  private final AttemptListener listener;
  private final Origin origin;
  private final AttemptClock clock;
  private final Blame blame;
  private final Watch watch;
  private final BodyPublisher body;
  private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();

  private Phase phase = Phase.POOL;
  private long phaseBegan = System.nanoTime();
  private AsyncPool.@Nullable Ticket ticket;
  private @Nullable Connecting connecting;
  private @Nullable Http2Connection opening;
  private @Nullable Conversation conversation;
  private boolean seeksStream;
  private boolean opensForStreams;
  private boolean holdsPlace;
  private boolean wroteBefore;
  private boolean over;

  /** What every attempt of a transport needs. */
  record Machinery(
      EventLoop loop,
      AsyncPool pool,
      Connecting.Machinery connections,
      Http1Exchange.Machinery exchanges,
      Http2Pool streams,
      Http2Connection.Machinery multiplexed,
      Consumer<Attempt> whenOver) {}

  Attempt(
      Machinery machinery,
      TransportRequest request,
      AttemptLimits limits,
      AttemptListener listener) {
    this.machinery = machinery;
    this.request = request;
    this.listener = listener;
    this.origin = Origin.of(request.url());
    this.clock = new AttemptClock(limits);
    this.blame = new Blame(origin, clock);
    this.watch = new Watch(machinery.loop(), clock, this::silenceLeft, this::stop);
    this.body = new BodyPublisher(machinery.loop(), this::pull, () -> stop(Stop.CANCELLED));
  }

  @Override
  public CompletionStage<AsyncTransportResponse> response() {
    return response.minimalCompletionStage();
  }

  @Override
  public void cancel() {
    machinery.loop().execute(() -> stop(Stop.CANCELLED));
  }

  /** Begins, on the loop. */
  void start() {
    try {
      enter(Phase.POOL);
      if (!over && mayUseHttp2()) {
        seeksStream = true;
        machinery.streams().seek(origin, this);
      } else if (!over) {
        ticket = machinery.pool().acquire(origin, this::granted);
      }
    } catch (RuntimeException | Error unforeseen) {
      end(blame.unforeseen(sentSoFar(), unforeseen));
      throw unforeseen;
    }
  }

  /** Gives up what is waited for; does nothing when the attempt is over. On the loop. */
  void stop(Stop stop) {
    end(blame.stopped(stop, phase, sentSoFar(), null));
  }

  /** Ends in failure before anything was begun. */
  void refuse(TransportException failure) {
    over = true;
    response.completeExceptionally(failure);
  }

  private void granted(@Nullable Http1Connection idle) {
    ticket = null;
    holdsPlace = true;
    if (idle != null) {
      converse(idle);
      return;
    }
    connect(List.of());
  }

  private void connect(List<String> protocols) {
    clock.beginConnect();
    watch.update();
    if (!over) {
      connecting = new Connecting(machinery.connections(), origin, protocols, this);
      connecting.start();
    }
  }

  /** Over plain TCP there is nothing to negotiate with: it has to be known that a server can. */
  private boolean mayUseHttp2() {
    return request.version() == HttpVersion.HTTP_2
        || (request.version() == HttpVersion.NEGOTIATE && origin.secure());
  }

  @Override
  public boolean takesHttp1() {
    return request.version() == HttpVersion.NEGOTIATE;
  }

  @Override
  public void found(Http2Connection connection) {
    seeksStream = false;
    converse(connection.stream(request, blame, this));
  }

  @Override
  public void open() {
    opensForStreams = true;
    ticket = machinery.pool().acquireFresh(origin, this::mayOpen);
  }

  private void mayOpen() {
    ticket = null;
    holdsPlace = true;
    connect(takesHttp1() ? List.of("h2", "http/1.1") : List.of("h2"));
  }

  @Override
  public void http1() {
    seeksStream = false;
    ticket = machinery.pool().acquire(origin, this::granted);
  }

  @Override
  public void begin(Phase next) {
    enter(next);
  }

  @Override
  public void connected(Link link, String protocol) {
    connecting = null;
    if (opensForStreams && (!link.secure() || protocol.equals("h2"))) {
      holdsPlace = false;
      opening =
          new Http2Connection(machinery.multiplexed(), link, machinery.pool().place(origin), this);
      opening.start();
      return;
    }
    if (opensForStreams && !takesHttp1()) {
      link.close();
      end(blame.located(TransportException.of(
              Category.TLS_ERROR, Sent.NO, "the server does not agree on HTTP/2", null)
          .asPermanent()));
      return;
    }
    clock.endConnect();
    if (opensForStreams) {
      opensForStreams = false;
      seeksStream = false;
      machinery.streams().speaksHttp1(origin);
    }
    converse(new Http1Connection(origin, link, machinery.loop()));
  }

  @Override
  public void ready(Http2Connection connection) {
    opening = null;
    opensForStreams = false;
    clock.endConnect();
    enter(Phase.POOL);
    machinery.streams().opened(origin, connection);
  }

  @Override
  public void changed(Http2Connection connection) {
    // Of no concern before it is ready, and the pool's afterwards.
  }

  @Override
  public void failed(Http2Connection connection, IOException cause) {
    failed(
        cause instanceof Http2Fault
            ? TransportException.of(
                    Category.BAD_RESPONSE, Sent.NO, String.valueOf(cause.getMessage()), cause)
                .asPermanent()
            : cause);
  }

  @Override
  public void failed(Exception failure) {
    end(
        failure instanceof TransportException known
            ? blame.located(known)
            : blame.connectError(failure));
  }

  private void converse(Http1Connection connection) {
    converse(new Http1Exchange(machinery.exchanges(), connection, request, blame, this));
  }

  private void converse(Conversation started) {
    conversation = started;
    holdsPlace = false;
    listener.connected(started.reused(), started.remote());
    enter(Phase.SEND);
    if (!over) {
      started.start();
    }
  }

  @Override
  public void sent() {
    enter(Phase.HEAD);
  }

  @Override
  public void head(ResponseHead head) {
    if (Expectation.refused(request, head.status())) {
      repeat(Expectation.dropped(request));
      return;
    }
    enter(Phase.BODY);
    if (!over) {
      response.complete(new StreamedResponse(head, body, this));
    }
  }

  /** Once more on another connection, within the same limits. */
  private void repeat(TransportRequest instead) {
    if (conversation != null) {
      wroteBefore |= conversation.wroteAnything();
      conversation.stop();
      conversation = null;
    }
    request = instead;
    start();
  }

  @Override
  public boolean http1Required() {
    Body sending = request.body();
    if (!takesHttp1() || !(sending.repeatable() || !sending.spent())) {
      return false;
    }
    repeat(new TransportRequest(
        request.method(), request.url(), request.headers(), sending, HttpVersion.HTTP_1_1));
    return true;
  }

  @Override
  public BodyPublisher body() {
    return body;
  }

  @Override
  public void waiting() {
    watch.update();
  }

  @Override
  public void complete() {
    Conversation done = conversation;
    if (over || done == null) {
      return;
    }
    over = true;
    watch.end();
    done.release();
    machinery.whenOver().accept(this);
    body.end(null);
  }

  @Override
  public void failed(TransportException failure) {
    end(failure);
  }

  private void end(TransportException failure) {
    if (over) {
      return;
    }
    over = true;
    watch.end();
    if (ticket != null) {
      machinery.pool().cancel(ticket);
    }
    if (connecting != null) {
      connecting.cancel();
    }
    if (opening != null) {
      opening.close();
    }
    if (opensForStreams) {
      machinery.streams().openFailed(origin, failure);
    } else if (seeksStream) {
      machinery.streams().cancel(origin, this);
    }
    if (conversation != null) {
      conversation.stop();
    }
    if (holdsPlace) {
      machinery.pool().free(origin);
    }
    machinery.whenOver().accept(this);
    boolean understated = wroteBefore && failure.sent() == Sent.NO;
    if (!response.completeExceptionally(understated ? failure.withSent(Sent.MAYBE) : failure)) {
      body.end(failure);
    }
  }

  /** The caller is done with the response. From any thread. */
  void release() {
    machinery.loop().execute(() -> stop(Stop.CANCELLED));
  }

  /** As {@link AsyncTransportResponse#discard}. From any thread. */
  CompletionStage<@Nullable Void> discard(long maxBytes, long maxNanos) {
    Discarding rest = new Discarding(maxBytes, () -> stop(Stop.CANCELLED));
    machinery.loop().execute(() -> discard(rest, maxBytes, maxNanos));
    return rest;
  }

  private void discard(Discarding rest, long maxBytes, long maxNanos) {
    if (conversation == null || body.taken() || !conversation.worthReading(maxBytes)) {
      stop(Stop.CANCELLED);
    }
    if (over) {
      rest.complete(null);
      return;
    }
    clock.beginDiscard(maxNanos);
    watch.update();
    body.subscribe(rest);
  }

  private void pull() {
    if (conversation != null && !over) {
      conversation.pull();
    }
  }

  private void enter(Phase next) {
    phase = next;
    phaseBegan = System.nanoTime();
    listener.begin(next);
    watch.update();
  }

  private long silenceLeft() {
    AttemptLimits limits = clock.limits();
    return switch (phase) {
      case POOL -> left(limits.poolNanos(), System.nanoTime() - phaseBegan);
      case DNS, CONNECT, TLS -> Long.MAX_VALUE;
      case SEND -> left(limits.writeNanos(), silence());
      case HEAD, BODY -> left(limits.readNanos(), silence());
    };
  }

  private long silence() {
    return conversation == null ? 0 : conversation.silence();
  }

  private static long left(long limit, long used) {
    return limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit - used;
  }

  private Sent sentSoFar() {
    if (response.isDone()) {
      return Sent.ANSWERED;
    }
    return conversation != null && conversation.wroteAnything() ? Sent.MAYBE : Sent.NO;
  }
}
