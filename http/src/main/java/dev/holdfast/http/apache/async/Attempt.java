/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.AttemptClock;
import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.apache.Expectation;
import dev.holdfast.http.apache.Origin;
import dev.holdfast.http.apache.Persistence;
import dev.holdfast.http.apache.ResponseHead;
import dev.holdfast.http.apache.Stop;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
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
final class Attempt implements AsyncExchange, Conversation.Events, Connecting.Events {

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
  private @Nullable Http1Exchange exchange;
  private Headers headers = Headers.empty();
  private boolean holdsPlace;
  private boolean over;

  /** What every attempt of a transport needs. */
  record Machinery(
      EventLoop loop,
      AsyncPool pool,
      Connecting.Machinery connections,
      Http1Exchange.Machinery exchanges,
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
      if (!over) {
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
    clock.beginConnect();
    watch.update();
    if (!over) {
      connecting = new Connecting(machinery.connections(), origin, List.of(), this);
      connecting.start();
    }
  }

  @Override
  public void begin(Phase next) {
    enter(next);
  }

  @Override
  public void connected(Link link, String protocol) {
    connecting = null;
    clock.endConnect();
    converse(new Http1Connection(origin, link, machinery.loop()));
  }

  @Override
  public void failed(Exception failure) {
    end(
        failure instanceof TransportException known
            ? blame.located(known)
            : blame.connectError(failure));
  }

  private void converse(Http1Connection connection) {
    Http1Exchange started =
        new Http1Exchange(machinery.exchanges(), connection, request, blame, this);
    exchange = started;
    listener.connected(started.reused(), connection.link().remote());
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
    headers = head.headers();
    enter(Phase.BODY);
    if (!over) {
      response.complete(new StreamedResponse(head, body, this));
    }
  }

  /** Once more on another connection, within the same limits. */
  private void repeat(TransportRequest instead) {
    if (exchange != null) {
      exchange.stop();
      exchange = null;
    }
    holdsPlace = false;
    machinery.pool().free(origin);
    request = instead;
    start();
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
    Http1Exchange done = exchange;
    if (over || done == null) {
      return;
    }
    over = true;
    watch.end();
    holdsPlace = false;
    if (done.keep()) {
      machinery.pool().keep(done.connection(), Persistence.idleLimit(headers));
    } else {
      done.connection().close();
      machinery.pool().free(origin);
    }
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
    if (exchange != null) {
      exchange.stop();
    }
    if (holdsPlace) {
      machinery.pool().free(origin);
    }
    machinery.whenOver().accept(this);
    if (!response.completeExceptionally(failure)) {
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
    if (exchange == null || body.taken() || !exchange.worthReading(maxBytes)) {
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
    if (exchange != null && !over) {
      exchange.pull();
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
    return exchange == null ? 0 : exchange.silence();
  }

  private static long left(long limit, long used) {
    return limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit - used;
  }

  private Sent sentSoFar() {
    if (response.isDone()) {
      return Sent.ANSWERED;
    }
    return exchange != null && exchange.wroteAnything() ? Sent.MAYBE : Sent.NO;
  }
}
