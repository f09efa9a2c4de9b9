/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.Category;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays a story's steps on a virtual clock, one per attempt, and records its calls. */
final class ScriptedTransport implements Transport {

  private final VirtualTime time;
  private final List<Trace.Sighting> sightings = new ArrayList<>();
  private Story story;
  private Runnable closer = () -> {};
  private boolean closed;
  private int opened;
  private int released;

  ScriptedTransport(Story story, VirtualTime time) {
    this.story = story;
    this.time = time;
  }

  /** Sets the story of the session's next call. */
  void next(Story other) {
    story = other;
    sightings.clear();
    opened = 0;
    released = 0;
  }

  /** Sets the action of another thread that closes the session. */
  void closer(Runnable closesSession) {
    closer = closesSession;
  }

  List<Trace.Sighting> sightings() {
    return List.copyOf(sightings);
  }

  int opened() {
    return opened;
  }

  int released() {
    return released;
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    int index = sightings.size();
    Step step = story.step(index);
    long start = time.nanoTime();
    listener.begin(Phase.POOL);
    if (closed) {
      throw TransportException.of(FailureKind.CANCELLED, Sent.NO, "closed", null);
    }
    sightings.add(new Trace.Sighting(seen(request, limits), start, start));
    listener.begin(Phase.CONNECT);
    Physics.Head head = Physics.head(step, limits);
    if (head.handedOver()) {
      listener.begin(Phase.SEND);
      handOver(index, request);
    }
    pass(index, head.nanos());
    if (head.trouble().isPresent()) {
      throw failure(step, head.trouble().get());
    }
    opened++;
    listener.begin(Phase.BODY);
    return new ScriptedResponse(this, index, step, limits, request.method().equals("HEAD"));
  }

  private static Trace.Request seen(TransportRequest request, AttemptLimits limits) {
    Headers headers = request.headers();
    boolean credentials = headers.contains("Authorization")
        || headers.contains("Cookie")
        || headers.contains("X-Api-Key");
    return new Trace.Request(
        request.method(),
        request.url().toString(),
        headers.first("Idempotency-Key"),
        credentials,
        Optional.empty(),
        limits);
  }

  private void handOver(int index, TransportRequest request) throws TransportException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try {
      request.body().writeTo(sink);
    } catch (IOException e) {
      throw TransportException.of(FailureKind.INVALID_REQUEST, Sent.NO, "" + e.getMessage(), e)
          .asPermanent();
    }
    Trace.Sighting sighting = sightings.get(index);
    String bytes = sink.toString(StandardCharsets.UTF_8);
    sightings.set(
        index,
        new Trace.Sighting(
            sighting.request().carrying(bytes), sighting.startNanos(), sighting.endNanos()));
  }

  /** Advances the time of the attempt. */
  void pass(int index, long nanos) {
    time.advance(Duration.ofNanos(nanos));
    Trace.Sighting sighting = sightings.get(index);
    sightings.set(
        index, new Trace.Sighting(sighting.request(), sighting.startNanos(), time.nanoTime()));
  }

  TransportException failure(Step step, Physics.Trouble trouble) {
    if (trouble.interrupted()) {
      Thread.currentThread().interrupt();
    } else if (step.end() instanceof Step.End.Closed && trouble.category() == Category.CANCELLED) {
      closer.run();
    }
    TransportException failure = TransportException.of(
        FailureKind.valueOf(trouble.category().name()), trouble.sent(), "scripted", null);
    failure = trouble.permanent() ? failure.asPermanent() : failure;
    return trouble.stale() ? failure.asStaleConnection() : failure;
  }

  void release() {
    released++;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    closed = true;
  }
}
