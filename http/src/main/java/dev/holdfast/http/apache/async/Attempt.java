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
import dev.holdfast.http.apache.Suspicion;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * One attempt from the queue for a connection to the last byte of the body. All its state belongs
 * to the loop; it ends exactly once, in complete() or end(), whatever comes first, and gives its
 * place in the pool back then. Long, since whatever can happen to an attempt ends up here.
 */
final class Attempt implements AsyncExchange, Acquiring.Events, EventLoop.Owner {

  private final Machinery machinery;
  private TransportRequest request;
  private final AttemptListener listener;
  private final Origin origin;
  private final AttemptClock clock;
  private final Blame blame;
  private final Watch watch;
  private final BodyPublisher body;
  private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();

  private volatile Phase phase = Phase.POOL;
  private long phaseBegan = System.nanoTime();
  private @Nullable Acquiring acquiring;
  private volatile @Nullable Conversation conversation;
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

  /** Also when the caller is done with the response. */
  @Override
  public void cancel() {
    machinery.loop().execute(() -> stop(Stop.CANCELLED), this);
  }

  /** Begins, on the loop. */
  void start() {
    EventLoop.owned(this::acquire, this).run();
  }

  private void acquire() {
    acquiring = new Acquiring(machinery, new Acquiring.Wanted(request, origin, clock, blame), this);
    acquiring.start();
  }

  /** Something of it threw what it must not. */
  @Override
  public void broken(Throwable unforeseen) {
    end(blame.unforeseen(sentSoFar(), unforeseen));
  }

  /** Gives up what is waited for; does nothing when the attempt is over. On the loop. */
  void stop(Stop stop) {
    TransportException told = blame.stopped(stop, phase, sentSoFar(), null);
    TransportException crowded = acquiring == null ? null : acquiring.crowdedOut();
    if (crowded != null && told.kind() == FailureKind.CONNECT_TIMEOUT) {
      end(blame.located(crowded));
      return;
    }
    Conversation sending = conversation;
    ResponseHead early = sending == null ? null : sending.early();
    TransportException failure = early == null ? told : blame.afterAnswer(told, early);
    end(waitsForUs() ? failure.asOwnLimit() : failure);
  }

  @Override
  public boolean waitsForUs() {
    Conversation sending = conversation;
    return phase == Phase.POOL
        || phase == Phase.SEND && sending != null && sending.awaitsSource()
        || acquiring != null && acquiring.crowdedOut() != null;
  }

  /** What a connection that never answered says of others. */
  private void learn(TransportException failure) {
    Conversation silent = conversation;
    if (silent == null || silent.answered() || !Suspicion.of(failure, clock)) {
      return;
    }
    if (silent.reused()) {
      silent.dropSiblings();
    } else {
      machinery.connections().resolver().memory().failed(origin.host(), silent.address());
    }
  }

  /** Ends in failure before anything was begun. */
  void refuse(TransportException failure) {
    over = true;
    response.completeExceptionally(failure);
  }

  @Override
  public void acquired(Conversation found) {
    conversation = found;
    listener.connected(found.reused(), found.remote());
    begin(Phase.SEND);
    if (!over) {
      found.start();
    }
  }

  @Override
  public void sent() {
    begin(Phase.HEAD);
  }

  @Override
  public void head(ResponseHead head) {
    if (Expectation.refused(request, head.status())) {
      repeat(Expectation.dropped(request));
      return;
    }
    begin(Phase.BODY);
    if (!over) {
      response.complete(new StreamedResponse(head, framed(), body, this));
    }
  }

  private boolean framed() {
    return conversation != null && conversation.marksEnds();
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
    machinery.streams().requiresHttp1(origin);
    Body sending = request.body();
    if (request.version() != HttpVersion.NEGOTIATE || !(sending.repeatable() || !sending.spent())) {
      return false;
    }
    repeat(new TransportRequest(
        request.method(),
        request.url(),
        request.headers(),
        sending,
        HttpVersion.HTTP_1_1,
        request.choice()));
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
    try {
      letGo(failure);
    } finally {
      // Whatever else is broken, the caller is told.
      if (!response.completeExceptionally(wroteBefore ? Blame.ofRepeat(failure) : failure)) {
        body.end(failure);
      }
    }
  }

  private void letGo(TransportException failure) {
    machinery.whenOver().accept(this);
    watch.end();
    if (acquiring != null) {
      acquiring.cancel(failure);
    }
    learn(failure);
    if (conversation != null) {
      conversation.stop();
    }
  }

  /** As {@link AsyncTransportResponse#discard}. From any thread. */
  CompletionStage<@Nullable Void> discard(long maxBytes, long maxNanos) {
    Discarding rest = new Discarding(maxBytes, () -> stop(Stop.CANCELLED));
    machinery.loop().execute(() -> discard(rest, maxBytes, maxNanos), this);
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
    Conversation current = conversation;
    if (current != null && !over) {
      EventLoop.owned(current::pull, this).run();
    }
  }

  @Override
  public void begin(Phase next) {
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
